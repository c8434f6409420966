package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stamped writes of one place, of which the one with the greatest stamp is read. A write takes the place of those it has seen; the
 * concurrent others stay, because a map may forget the greatest and not them.
 */
public final class LastWrite {

    /** What shows a clock the states that are received. */
    public static final String STATES = "Replica.of(id, state, clock)";

    /** What shows a clock the operations that are received. */
    public static final String OPERATIONS = "OpReplica.of(id, snapshot, clock, codec)";

    private LastWrite() {}

    /** The store of one write, null for an unset. */
    public static <V> DotFun<Values<Stamped<V>>> of(Dot dot, LamportTimestamp stamp, @Nullable V value) {
        return DotFun.of(dot, Values.of(new Stamped<>(stamp, value)));
    }

    /** All writes. */
    public static <V> Stream<Stamped<V>> all(DotFun<Values<Stamped<V>>> store) {
        return store.writes().stream().flatMap(write -> write.payload().values().stream());
    }

    /** What was written with the greatest stamp, empty for an unset; of two values under one stamp the greater by an order. */
    public static <V> Optional<V> value(DotFun<Values<Stamped<V>>> store, Comparator<? super V> ties) {
        return value(all(store), ties);
    }

    /** As {@link #value(DotFun, Comparator)}, of these writes; of values that are equal by that order the first. */
    public static <V> Optional<V> value(Stream<Stamped<V>> writes, Comparator<? super V> ties) {
        return writes.max(Comparator.<Stamped<V>, LamportTimestamp>comparing(Stamped::stamp)
                        .thenComparing(Stamped::value, Comparator.nullsFirst(ties)))
                .map(Stamped::value);
    }

    /** The greatest stamp. */
    public static <V> Optional<LamportTimestamp> stamp(DotFun<Values<Stamped<V>>> store) {
        return stamp(all(store));
    }

    /** The greatest stamp of these writes. */
    public static <V> Optional<LamportTimestamp> stamp(Stream<Stamped<V>> writes) {
        return writes.map(Stamped::stamp).max(Comparator.naturalOrder());
    }

    /** Whether the add or remove with the greatest counter is an add, or, with equal counters, adds win. */
    public static boolean isPresent(Supplier<Stream<Stamped<Boolean>>> writes, boolean addsWin) {
        long added = greatest(writes.get(), true);
        long removed = greatest(writes.get(), false);
        return added > removed || added == removed && added >= 0 && addsWin;
    }

    /** The greatest counter of the adds or of the removes, -1 if there is none. */
    private static long greatest(Stream<Stamped<Boolean>> writes, boolean adds) {
        return writes.filter(write -> Boolean.valueOf(adds).equals(write.value()))
                .mapToLong(write -> write.stamp().counter())
                .max()
                .orElse(-1);
    }

    /**
     * Refuses a stamp that does not exceed all that was seen here.
     *
     * @param place what was written, for the message
     * @param holder what shows the clock what is received, for the message
     */
    public static <V> void check(Stream<Stamped<V>> writes, LamportTimestamp stamp, String place, String holder) {
        stamp(writes).filter(greatest -> greatest.compareTo(stamp) >= 0).ifPresent(greatest -> {
            throw refused(stamp, greatest, place, holder);
        });
    }

    /** That a stamp is not great enough. */
    public static IllegalArgumentException refused(
            LamportTimestamp stamp, LamportTimestamp greatest, String place, String holder) {
        return new IllegalArgumentException("stamp " + stamp + " does not exceed " + greatest + ", the greatest "
                + place + " has seen. Show the clock what is received: " + holder);
    }
}
