package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What each origin had seen when it made its latest message that was carried out here. A message tells only what its origin has
 * seen since its message before, so a reader needs these clocks to know what it had seen in all. Immutable.
 *
 * <p><b>Cost.</b> The clocks share memory where they are the same: about 600 bytes an origin, and 100 for each number in which it
 * lags behind what is carried out here.
 */
public final class OriginClocks {

    static {
        OpParts.publish(OriginClocks.class, (OriginClocks all) -> all.clocks, OriginClocks::new);
    }

    /** So few numbers share no memory: an origin that has seen little lags behind in all others. */
    private static final int ALONE = 16;

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

    /** The latest message of each origin. */
    private static OriginClock latest(PersistentMap<ReplicaId, OriginClock> clocks) {
        OriginClock latest = OriginClock.NOTHING;
        for (Map.Entry<ReplicaId, OriginClock> one : clocks) {
            Long own = one.getValue().numbers().get(one.getKey());
            if (own == null) {
                throw new IllegalArgumentException("a clock of " + one.getKey() + " has no event of it");
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
            all = all.put(one.getKey(), clock(one.getValue()));
        }
        return new OriginClocks(all);
    }

    private static OriginClock clock(VectorClock seen) {
        OriginClock clock = OriginClock.NOTHING;
        for (Map.Entry<ReplicaId, Long> entry : seen.entries().entrySet()) {
            clock = clock.with(entry.getKey(), entry.getValue());
        }
        return clock;
    }

    /**
     * What an origin had seen when it made its latest message.
     *
     * @param origin the origin
     * @return its clock, empty if no message of it was carried out
     */
    public VectorClock get(ReplicaId origin) {
        OriginClock clock = clocks.get(Objects.requireNonNull(origin, "origin"));
        if (clock == null) {
            return VectorClock.empty();
        }
        var entries = new HashMap<ReplicaId, Long>();
        clock.numbers().forEach(entries::put);
        return VectorClock.of(entries);
    }

    /** After another message of an origin; shares memory with the clock of all that is carried out, from which it lags behind. */
    OriginClocks with(ReplicaId origin, VectorClock seen, VectorClock delivered) {
        OriginClock all = carriedOut.with(origin, delivered.get(origin));
        if (seen.size() <= ALONE) {
            return new OriginClocks(all, clocks.put(origin, clock(seen)));
        }
        OriginClock clock = all;
        for (ReplicaId ahead : delivered.delta(seen).entries().keySet()) {
            clock = clock.with(ahead, seen.get(ahead));
        }
        return new OriginClocks(all, clocks.put(origin, clock));
    }

    /** Whether these are the clocks of the latest messages in a clock. */
    boolean belongTo(VectorClock clock) {
        return carriedOut.numbers().size() == clock.size()
                && clock.entries().entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().equals(carriedOut.numbers().get(entry.getKey())));
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
