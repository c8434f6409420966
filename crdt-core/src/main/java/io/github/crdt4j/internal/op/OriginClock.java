package io.github.crdt4j.internal.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.PersistentMap;

/**
 * What one origin had seen, in a form that shares memory with the clocks of others.
 *
 * @param events how many events these are, by which clocks are ordered in a snapshot; wraps around
 * @param numbers the number of the latest event seen of each origin
 */
public record OriginClock(long events, PersistentMap<ReplicaId, Long> numbers) {

    public static final OriginClock NOTHING = new OriginClock(0, PersistentMap.empty());

    /** With another number of an origin, 0 if none of its events was seen. */
    public OriginClock with(ReplicaId origin, long number) {
        Long before = numbers.get(origin);
        return new OriginClock(
                events + number - (before == null ? 0 : before),
                number == 0 ? numbers.remove(origin) : numbers.put(origin, number));
    }
}
