package io.github.crdt4j.examples.oplog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log in memory, with a partition per writer as the others have: it delivers again what was not acknowledged, some of one
 * partition before the rest of another, and so out of causal order. One thread at a time may use it.
 */
final class MemoryBroker implements Broker {

    /** How many records of one partition are delivered before it is another's turn. */
    private static final int FETCH = 100;

    private final List<String> writers;
    private final List<List<byte[]>> partitions = new ArrayList<>();
    private final Map<String, Map<Integer, Long>> committed = new HashMap<>();
    private final Map<String, Map<Integer, Long>> furthest = new HashMap<>();

    MemoryBroker(List<String> writers) {
        this.writers = List.copyOf(writers);
        writers.forEach(writer -> partitions.add(new ArrayList<>()));
    }

    @Override
    public String description() {
        return "a log in memory";
    }

    @Override
    public void subscribe(String reader) {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            ends.put(partition, (long) partitions.get(partition).size());
        }
        committed.put(reader, ends);
    }

    @Override
    public Writer writer(String name) {
        List<byte[]> partition = partitions.get(writers.indexOf(name));
        return new Writer() {
            @Override
            public void append(List<byte[]> messages) {
                messages.forEach(message -> partition.add(message.clone()));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Reader reader(String name) {
        if (!committed.containsKey(name)) {
            throw new IllegalArgumentException("reader " + name + " never subscribed");
        }
        return new MemoryReader(committed.get(name), furthest.computeIfAbsent(name, any -> new HashMap<>()));
    }

    @Override
    public void close() {}

    private final class MemoryReader implements Reader {

        private final Map<Integer, Long> commits;
        private final LogReader reading;
        private final Map<Integer, Long> positions;
        private int turn;

        MemoryReader(Map<Integer, Long> commits, Map<Integer, Long> delivered) {
            this.commits = commits;
            this.reading = new LogReader(delivered);
            this.positions = new HashMap<>(commits);
        }

        /** The last partition first: a log says nothing about the order between partitions. */
        @Override
        public List<Delivery> poll(Duration wait) {
            List<Delivery> deliveries = new ArrayList<>();
            for (int i = 0; i < partitions.size(); i++) {
                int partition = Math.floorMod(turn - i, partitions.size());
                List<byte[]> records = partitions.get(partition);
                long from = positions.getOrDefault(partition, 0L);
                long to = Math.min(records.size(), from + FETCH);
                for (long position = from; position < to; position++) {
                    byte[] bytes = records.get((int) position).clone();
                    deliveries.add(reading.deliver(partition, position, bytes));
                }
                positions.put(partition, to);
            }
            turn++;
            return deliveries;
        }

        @Override
        public void acknowledge(List<Delivery> deliveries) {
            commits.putAll(reading.acknowledge(deliveries));
        }

        @Override
        public void rewind() {
            positions.putAll(reading.rewind());
        }

        @Override
        public void close() {}
    }
}
