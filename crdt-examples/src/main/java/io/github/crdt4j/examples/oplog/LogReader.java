package io.github.crdt4j.examples.oplog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a partitioned log must know to acknowledge and to recognise redelivery, where it has nothing but one committed
 * position per partition: everything before that counts as acknowledged, so only what is acknowledged without a gap can be
 * committed.
 */
public final class LogReader {

    /** A record of a partitioned log. */
    private static final class LogDelivery implements Broker.Delivery {
        final int partition;
        final long position;
        private final byte[] bytes;
        private final boolean redelivered;

        LogDelivery(int partition, long position, byte[] bytes, boolean redelivered) {
            this.partition = partition;
            this.position = position;
            this.bytes = bytes;
            this.redelivered = redelivered;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean redelivered() {
            return redelivered;
        }
    }

    private final Map<Integer, Long> furthest;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, TreeSet<Long>> open = new HashMap<>();

    /**
     * The bookkeeping of a reader that begins where nothing is delivered and not acknowledged.
     *
     * @param furthest for each partition, the position after the last that was ever delivered to a reader of this name:
     *     kept over its crashes, by whoever counts redelivery, and updated here
     */
    public LogReader(Map<Integer, Long> furthest) {
        this.furthest = furthest;
    }

    /**
     * A record is delivered, the next one of its partition.
     *
     * @param partition its partition
     * @param position where it is there
     * @param bytes what was appended
     * @return the delivery
     */
    public Broker.Delivery deliver(int partition, long position, byte[] bytes) {
        boolean redelivered = position < furthest.getOrDefault(partition, 0L);
        furthest.merge(partition, position + 1, Math::max);
        next.put(partition, position + 1);
        open.computeIfAbsent(partition, any -> new TreeSet<>()).add(position);
        return new LogDelivery(partition, position, bytes, redelivered);
    }

    /**
     * Records are acknowledged.
     *
     * @param deliveries which
     * @return for each partition of theirs, the position before which everything is acknowledged
     */
    public Map<Integer, Long> acknowledge(List<Broker.Delivery> deliveries) {
        Map<Integer, Long> committed = new HashMap<>();
        for (Broker.Delivery delivery : deliveries) {
            LogDelivery record = (LogDelivery) delivery;
            TreeSet<Long> left = Objects.requireNonNull(open.get(record.partition), "never delivered");
            left.remove(record.position);
            committed.put(
                    record.partition,
                    left.isEmpty() ? Objects.requireNonNull(next.get(record.partition)) : left.first());
        }
        return committed;
    }

    /**
     * What was delivered and is not acknowledged is to come again.
     *
     * @return for each partition with such, where to read on
     */
    public Map<Integer, Long> rewind() {
        Map<Integer, Long> first = new HashMap<>();
        open.forEach((partition, left) -> {
            if (!left.isEmpty()) {
                first.put(partition, left.first());
            }
        });
        open.clear();
        return first;
    }
}
