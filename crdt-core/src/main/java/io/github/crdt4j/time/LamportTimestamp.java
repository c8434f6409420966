package io.github.crdt4j.time;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import java.util.Comparator;
import java.util.Objects;

/**
 * The stamp of an event in a total order that respects causality: a Lamport counter, and the replica that issued it.
 *
 * <p>Stamps are totally ordered, by counter and then by replica. Where one event happened before another, its stamp is
 * the smaller; the reverse does not hold, of two concurrent events either may have the smaller stamp. A {@link
 * LamportClock} issues stamps; it never issues one twice.
 *
 * <p>Source: Lamport 1978, <cite>Time, Clocks, and the Ordering of Events in a Distributed System</cite>, the total
 * order ⇒.
 *
 * @param counter the Lamport counter, at least 1; of a {@link HybridClock} it also tells the physical time
 * @param replica the writer, who issued the stamp
 */
public record LamportTimestamp(long counter, ReplicaId replica) implements Comparable<LamportTimestamp>, PlainView {

    private static final Comparator<LamportTimestamp> ORDER =
            Comparator.comparingLong(LamportTimestamp::counter).thenComparing(LamportTimestamp::replica);

    /**
     * Checks the components.
     *
     * @param counter the Lamport counter
     * @param replica the writer
     * @throws IllegalArgumentException if the counter is below 1
     */
    public LamportTimestamp {
        Objects.requireNonNull(replica, "replica");
        if (counter < 1) {
            throw new IllegalArgumentException("Lamport counters start at 1, replica " + replica + " has " + counter);
        }
    }

    @Override
    public int compareTo(LamportTimestamp other) {
        return ORDER.compare(this, other);
    }

    /**
     * The text.
     *
     * @return {@link #toString}
     */
    @Override
    public String plain() {
        return toString();
    }

    @Override
    public String toString() {
        return counter + "@" + replica;
    }
}
