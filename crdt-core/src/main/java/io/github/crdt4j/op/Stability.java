package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who has what, as far as is known here: the clock of the latest message, or announcement, of each other member. */
final class Stability {

    /** What a member is known to have: all it announced, and all that its latest message had seen. */
    private record Row(VectorClock announced, CausalPast written) {

        static final Row NOTHING = new Row(VectorClock.empty(), VectorClock.empty());

        long get(ReplicaId origin) {
            return Math.max(announced.get(origin), written.get(origin));
        }

        Row with(VectorClock more) {
            return new Row(announced.merge(more), written);
        }
    }

    private final ReplicaId self;
    private final TreeMap<ReplicaId, Row> rows = new TreeMap<>();
    private final Map<ReplicaId, VectorClock> announced = new HashMap<>();
    private final Map<ReplicaId, Long> leaving = new HashMap<>();
    private boolean named;
    private VectorClock stable;

    Stability(ReplicaId self, VectorClock stable) {
        this.self = self;
        this.stable = stable;
    }

    void join(ReplicaId member) {
        named = true;
        leaving.remove(member);
        if (!member.equals(self)) {
            rows.putIfAbsent(member, Row.NOTHING);
        }
    }

    void leave(ReplicaId member, long last, CausalPast delivered) {
        if (rows.containsKey(member)) {
            leaving.put(member, last);
            depart(member, delivered);
        }
    }

    Set<ReplicaId> members() {
        var members = new TreeSet<>(rows.keySet());
        if (named) {
            members.add(self);
        }
        return members;
    }

    /** A message of an origin was delivered: later ones of it have seen at least as much. */
    void delivered(ReplicaId origin, CausalPast clock, CausalPast delivered) {
        if (!named) {
            return;
        }
        rows.put(origin, new Row(row(origin).announced(), clock)); // whoever writes is a member
        reached(origin, delivered);
    }

    /** A snapshot was taken over: everything up to its clock counts as delivered. */
    private Row row(ReplicaId member) {
        return rows.getOrDefault(member, Row.NOTHING);
    }

    void adopted(CausalPast delivered, VectorClock stableThere) {
        stable = stable.merge(stableThere);
        List.copyOf(rows.keySet()).forEach(member -> reached(member, delivered));
    }

    private void reached(ReplicaId member, CausalPast delivered) {
        VectorClock waiting = announced.get(member);
        if (waiting != null && waiting.get(member) <= delivered.get(member)) {
            announced.remove(member);
            rows.put(member, row(member).with(waiting));
        }
        depart(member, delivered);
    }

    /** What a member announces counts once all it sent before has been delivered: that may have seen less. */
    void hear(Announcement announcement, CausalPast delivered) {
        ReplicaId member = announcement.from();
        if (!rows.containsKey(member)) {
            return;
        }
        VectorClock clock = announcement.clock();
        if (clock.get(member) <= delivered.get(member)) {
            rows.put(member, row(member).with(clock));
        } else if (!announced.containsKey(member)
                || clock.get(member) <= announced.get(member).get(member)) {
            announced.put(member, clock); // the one that counts first
        }
    }

    private void depart(ReplicaId member, CausalPast delivered) {
        Long last = leaving.get(member);
        if (last != null && last <= delivered.get(member)) {
            leaving.remove(member);
            announced.remove(member);
            rows.remove(member);
        }
    }

    VectorClock known() {
        return stable;
    }

    /** What is stable now. It never becomes less, whoever joins. */
    VectorClock next(VectorClock delivered) {
        if (!named) {
            return stable;
        }
        Map<ReplicaId, Long> least = new HashMap<>(delivered.entries());
        rows.values().forEach(row -> least.replaceAll((origin, number) -> Math.min(number, row.get(origin))));
        return stable.merge(VectorClock.of(least));
    }

    VectorClock advance(VectorClock delivered) {
        stable = next(delivered);
        return stable;
    }

    Map<ReplicaId, CausalContext> lagging(VectorClock delivered) {
        var lagging = new TreeMap<ReplicaId, CausalContext>();
        CausalContext all = CausalContext.of(delivered);
        rows.forEach((member, row) -> {
            var has = new HashMap<ReplicaId, Long>(delivered.entries());
            has.replaceAll((origin, number) -> Math.min(number, row.get(origin)));
            CausalContext lacks = all.minus(CausalContext.of(VectorClock.of(has)));
            if (!lacks.isEmpty()) {
                lagging.put(member, lacks);
            }
        });
        return lagging;
    }
}
