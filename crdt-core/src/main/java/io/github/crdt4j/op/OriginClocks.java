package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Map;
import java.util.Objects;

/**
 * What each origin had seen when it made its latest message that was carried out here. A message tells only what its origin has
 * seen since its message before, so a reader needs these clocks to know what it had seen in all. Immutable.
 *
 * <p><b>Cost.</b> Another message of an origin costs O(log n) for each number it names. The clocks share memory where they are the
 * same: about 600 bytes an origin, and 100 for each number in which it lags behind what is carried out here.
 */
public final class OriginClocks {

    static {
        OpParts.publish(OriginClocks.class, (OriginClocks all) -> all.clocks, OriginClocks::new);
    }

    private static final OriginClocks NONE = new OriginClocks(PersistentMap.empty());

    private final OriginClock carriedOut;
    private final PersistentMap<ReplicaId, OriginClock> clocks;

    private OriginClocks(OriginClock carriedOut, PersistentMap<ReplicaId, OriginClock> clocks) {
        this.carriedOut = carriedOut;
        this.clocks = clocks;
    }

    private OriginClocks(PersistentMap<ReplicaId, OriginClock> clocks) {
        this(latest(clocks), clocks);
    }

    /** The latest message of each origin; shares memory with the clock that has seen most. */
    private static OriginClock latest(PersistentMap<ReplicaId, OriginClock> clocks) {
        OriginClock latest = OriginClock.NOTHING;
        for (Map.Entry<ReplicaId, OriginClock> one : clocks) {
            latest = one.getValue().size() > latest.size() ? one.getValue() : latest;
        }
        for (Map.Entry<ReplicaId, OriginClock> one : clocks) {
            long own = one.getValue().get(one.getKey());
            if (own == 0) {
                throw new IllegalArgumentException(
                        "the clock " + one.getValue() + " is given as that of the latest message of " + one.getKey()
                                + " and has no event of it: give each origin the clock it had when it made that message");
            }
            latest = latest.with(one.getKey(), own);
        }
        return latest;
    }

    /**
     * Where every replica begins.
     *
     * @return the clocks of no origin
     */
    public static OriginClocks none() {
        return NONE;
    }

    /**
     * The given clocks.
     *
     * @param clocks what each origin had seen when it made its latest message, that one included
     * @return the clocks
     * @throws IllegalArgumentException if the clock of an origin has no event of it
     */
    public static OriginClocks of(Map<ReplicaId, VectorClock> clocks) {
        PersistentMap<ReplicaId, OriginClock> all = PersistentMap.empty();
        for (Map.Entry<ReplicaId, VectorClock> one : clocks.entrySet()) {
            all = all.put(one.getKey(), OriginClock.of(one.getValue()));
        }
        return new OriginClocks(all);
    }

    /**
     * What an origin had seen when it made its latest message.
     *
     * @param origin the origin
     * @return its clock, empty if no message of it was carried out
     */
    public VectorClock get(ReplicaId origin) {
        return seenBy(Objects.requireNonNull(origin, "origin")).toClock();
    }

    /** As {@link #get}, in the form that shares memory. */
    OriginClock seenBy(ReplicaId origin) {
        OriginClock clock = clocks.get(origin);
        return clock == null ? OriginClock.NOTHING : clock;
    }

    /** What is carried out here: the latest message of each origin. */
    OriginClock carriedOut() {
        return carriedOut;
    }

    /** After another message made here, which has seen all that is carried out. */
    OriginClocks sent(Dot dot) {
        OriginClock all = carriedOut.with(dot.replica(), dot.number());
        return new OriginClocks(all, clocks.put(dot.replica(), all));
    }

    /** After another message of an origin, which was made at that clock. */
    OriginClocks with(ReplicaId origin, OriginClock seen) {
        OriginClock all = carriedOut.with(origin, seen.get(origin));
        return new OriginClocks(all, clocks.put(origin, seen.sharing(all, seenBy(origin))));
    }

    /** Whether these are the clocks of the latest messages in a clock. */
    boolean belongTo(VectorClock clock) {
        return carriedOut.size() == clock.size()
                && clock.entries().entrySet().stream()
                        .allMatch(entry -> entry.getValue() == carriedOut.get(entry.getKey()));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OriginClocks that && clocks.equals(that.clocks);
    }

    @Override
    public int hashCode() {
        return clocks.hashCode();
    }

    /**
     * How many clocks these are.
     *
     * @return for example {@code clocks of 3 origins}
     */
    @Override
    public String toString() {
        return "clocks of " + clocks.size() + " origins";
    }
}
