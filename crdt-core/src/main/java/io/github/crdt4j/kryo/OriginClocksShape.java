package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.OriginClock;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The clocks of the origins in a snapshot: ascending by the number of their events, each by what differs from the one before. An
 * origin is its position in the clock of the snapshot; a number, how far it is behind that clock.
 */
final class OriginClocksShape {

    private static final OpParts<OriginClocks, PersistentMap<ReplicaId, OriginClock>> PARTS =
            OpParts.of(OriginClocks.class);

    private OriginClocksShape() {}

    static void write(Encoder out, OriginClocks origins, VectorClock clock) {
        List<ReplicaId> replicas = List.copyOf(clock.entries().keySet());
        Map<ReplicaId, Integer> positions = new HashMap<>();
        replicas.forEach(replica -> positions.put(replica, positions.size()));
        var sorted = new ArrayList<Map.Entry<ReplicaId, OriginClock>>();
        PARTS.open().apply(origins).iterator().forEachRemaining(sorted::add);
        sorted.sort(Comparator.<Map.Entry<ReplicaId, OriginClock>>comparingLong(
                        one -> one.getValue().events())
                .thenComparing(Map.Entry::getKey));
        OriginClock before = OriginClock.NOTHING;
        for (Map.Entry<ReplicaId, OriginClock> one : sorted) {
            var changes = new TreeMap<Integer, Long>();
            one.getValue().numbers().forEachDifference(before.numbers(), (replica, number, old) -> {
                if (Objects.equals(number, old)) { // two objects, one number
                    return true;
                }
                Integer position = positions.get(replica);
                if (position == null) {
                    throw new IllegalArgumentException(
                            one.getKey() + " has seen events of " + replica + ", of which none is in " + clock);
                }
                changes.put(position, clock.get(replica) - (number == null ? 0 : number));
                return true;
            });
            out.varint(Objects.requireNonNull(positions.get(one.getKey())));
            out.varint(changes.size());
            int next = 0;
            for (Map.Entry<Integer, Long> change : changes.entrySet()) {
                out.varint(change.getKey() - next);
                out.varint(change.getValue());
                next = change.getKey() + 1;
            }
            before = one.getValue();
        }
    }

    static OriginClocks read(Decoder in, VectorClock clock) {
        List<ReplicaId> replicas = List.copyOf(clock.entries().keySet());
        var clocks = PersistentMap.<ReplicaId, OriginClock>empty().toBuilder();
        OriginClock before = OriginClock.NOTHING;
        ReplicaId last = null;
        for (int i = 0; i < replicas.size(); i++) {
            int from = in.position();
            ReplicaId origin = replicas.get(position(in, 0, replicas.size()));
            OriginClock read = change(in, before, clock, replicas);
            Long own = read.numbers().get(origin);
            if (own == null || own != clock.get(origin)) {
                throw in.bad("the clock of the latest message of " + origin + " has not that one", from);
            }
            int order = Long.compare(before.events(), read.events());
            if (last != null && (order > 0 || order == 0 && last.compareTo(origin) >= 0)) {
                throw in.bad("the clock of " + origin + " out of order", from);
            }
            if (clocks.put(origin, read) != null) {
                throw in.bad("two clocks of " + origin, from);
            }
            before = read;
            last = origin;
        }
        return PARTS.close().apply(clocks.build());
    }

    private static OriginClock change(Decoder in, OriginClock before, VectorClock clock, List<ReplicaId> replicas) {
        OriginClock read = before;
        int count = in.count(2);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            int position = position(in, next, replicas.size());
            ReplicaId replica = replicas.get(position);
            long behind = in.varint();
            long number = clock.get(replica) - behind;
            Long old = read.numbers().get(replica);
            if (behind < 0 || number < 0 || number == (old == null ? 0 : old)) {
                throw in.bad("a clock that is " + behind + " behind " + replica + ":" + clock.get(replica), from);
            }
            read = read.with(replica, number);
            next = position + 1;
        }
        return read;
    }

    private static int position(Decoder in, int first, int size) {
        int from = in.position();
        long distance = in.varint();
        if (distance < 0 || distance >= size - first) {
            throw in.bad("no replica at position " + distance + " after " + first + " of " + size, from);
        }
        return first + (int) distance;
    }
}
