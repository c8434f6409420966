package io.github.crdt4j.internal.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What one origin had seen, in a form that shares memory with the clocks of others. Immutable. */
public final class OriginClock implements CausalPast {

    public static final OriginClock NOTHING = new OriginClock(0, PersistentMap.empty(), 0);

    /** So many numbers may differ at no cost to speak of. */
    private static final int FEW = 16;

    private final long events;
    private final PersistentMap<ReplicaId, Long> numbers;

    /** How many numbers messages have named since memory was last shared; says nothing about what was seen. */
    private final int apart;

    private OriginClock(long events, PersistentMap<ReplicaId, Long> numbers, int apart) {
        this.events = events;
        this.numbers = numbers;
        this.apart = apart;
    }

    /** With these numbers, and no memory shared. */
    public static OriginClock of(VectorClock clock) {
        return NOTHING.with(clock);
    }

    /** How many events these are, by which clocks are ordered in a snapshot; wraps around. */
    public long events() {
        return events;
    }

    /** The number of the latest event seen of each origin. */
    public PersistentMap<ReplicaId, Long> numbers() {
        return numbers;
    }

    /** Of how many origins an event was seen. */
    public int size() {
        return numbers.size();
    }

    @Override
    public long get(ReplicaId replica) {
        Long number = numbers.get(replica);
        return number == null ? 0 : number;
    }

    /** With another number of an origin, 0 if none of its events was seen; this same object when it is the number already. */
    public OriginClock with(ReplicaId origin, long number) {
        long before = get(origin);
        return number == before
                ? this
                : new OriginClock(
                        events + number - before,
                        number == 0 ? numbers.remove(origin) : numbers.put(origin, number),
                        apart);
    }

    /** With all that is in a clock; costs the entries of that clock. */
    public OriginClock with(VectorClock clock) {
        OriginClock next = this;
        for (Map.Entry<ReplicaId, Long> entry : clock.entries().entrySet()) {
            if (entry.getValue() > next.get(entry.getKey())) {
                next = next.with(entry.getKey(), entry.getValue());
            }
        }
        return new OriginClock(next.events, next.numbers, apart + clock.size());
    }

    /**
     * The same clock, sharing memory with one that has seen at least as much, if it lags behind that one in few numbers as
     * compared to those that messages have named since it last shared. Tried when these have doubled, so what is spent on it is in
     * proportion to what messages name, however far an origin lags behind.
     *
     * @param before this clock before the latest message
     */
    public OriginClock sharing(OriginClock all, OriginClock before) {
        if (Integer.highestOneBit(apart) == Integer.highestOneBit(before.apart)) {
            return this;
        }
        var lagging = new HashMap<ReplicaId, Long>();
        int most = FEW + 4 * apart;
        int[] looked = {0};
        boolean looksAtAll = all.numbers.forEachDifference(numbers, (origin, theirs, mine) -> {
            if (!Objects.equals(theirs, mine)) {
                lagging.put(origin, mine == null ? 0L : mine);
            }
            return ++looked[0] <= most;
        });
        if (!looksAtAll) {
            return this;
        }
        OriginClock shared = all;
        for (Map.Entry<ReplicaId, Long> one : lagging.entrySet()) {
            shared = shared.with(one.getKey(), one.getValue());
        }
        return new OriginClock(events, shared.numbers, 0);
    }

    /** What was seen here and not yet in an earlier clock that shares memory with this one; costs what differs. */
    public VectorClock since(OriginClock earlier) {
        var later = new HashMap<ReplicaId, Long>();
        numbers.forEachDifference(earlier.numbers, (origin, mine, theirs) -> {
            if (mine != null && (theirs == null || mine > theirs)) {
                later.put(origin, mine);
            }
            return true;
        });
        return VectorClock.of(later);
    }

    /** The same clock, with nothing shared; costs all numbers. */
    public VectorClock toClock() {
        return since(NOTHING);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof OriginClock that && events == that.events && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return toClock().toString();
    }
}
