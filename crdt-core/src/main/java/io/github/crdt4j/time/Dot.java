package io.github.crdt4j.time;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import java.util.Objects;

/**
 * The name of one event: the replica that issued it and its number there, counted from 1.
 *
 * <p>Dots are totally ordered, by replica and then by number. The order is one of names, not of time: of two dots of
 * different replicas it says nothing about which event came first.
 *
 * @param replica who issued the event
 * @param number the how-manieth event of that replica, at least 1
 */
public record Dot(ReplicaId replica, long number) implements Comparable<Dot>, PlainView {

    /**
     * Checks the components.
     *
     * @param replica who issued the event
     * @param number its number
     * @throws IllegalArgumentException if the number is below 1
     */
    public Dot {
        Objects.requireNonNull(replica, "replica");
        if (number < 1) {
            throw new IllegalArgumentException("event numbers start at 1, replica " + replica + " has " + number);
        }
    }

    @Override
    public int compareTo(Dot other) {
        int byReplica = replica.compareTo(other.replica);
        return byReplica != 0 ? byReplica : Long.compare(number, other.number);
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
        return replica + ":" + number;
    }
}
