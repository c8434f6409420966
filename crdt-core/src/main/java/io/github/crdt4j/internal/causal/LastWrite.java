package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stamped writes of one place, of which the one with the greatest stamp is read. A write takes the place of those it has seen; the
 * concurrent others stay, because a map may forget the greatest and not them.
 */
public final class LastWrite {

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
        return all(store)
                .max(Comparator.<Stamped<V>, LamportTimestamp>comparing(Stamped::stamp)
                        .thenComparing(Stamped::value, Comparator.nullsFirst(ties)))
                .map(Stamped::value);
    }

    /** The greatest stamp. */
    public static <V> Optional<LamportTimestamp> stamp(DotFun<Values<Stamped<V>>> store) {
        return all(store).map(Stamped::stamp).max(Comparator.naturalOrder());
    }

    /**
     * Refuses a stamp that does not exceed all that was seen here.
     *
     * @param place what was written, for the message
     */
    public static <V> void check(DotFun<Values<Stamped<V>>> store, LamportTimestamp stamp, String place) {
        stamp(store).filter(greatest -> greatest.compareTo(stamp) >= 0).ifPresent(greatest -> {
            throw refused(stamp, greatest, place);
        });
    }

    /** That a stamp is not great enough. */
    public static IllegalArgumentException refused(LamportTimestamp stamp, LamportTimestamp greatest, String place) {
        return new IllegalArgumentException("stamp " + stamp + " does not exceed " + greatest + ", the greatest "
                + place + " has seen. Show the clock what is received: Replica.of(id, state, clock)");
    }
}
