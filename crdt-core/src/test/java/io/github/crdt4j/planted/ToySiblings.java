package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A multi-value register written out plainly, and wrong in one way at a time. */
record ToySiblings(Bug bug, Map<Dot, String> writes, Set<Dot> seen) implements Crdt<ToySiblings> {

    enum Bug {
        NONE,
        RETIRED_DOTS_KEPT,
        EQUAL_VALUES_ARE_ONE_WRITE,
        GREATEST_SIBLING_WINS,
        OVERWRITES_WHAT_IT_HAS_NOT_SEEN
    }

    static Script<ToySiblings> subject(Bug bug) {
        return Script.startingWith(new ToySiblings(bug, Map.of(), Set.of()))
                .step(
                        "set",
                        random -> random.nextBoolean() ? "x" : "y",
                        (state, issuer, value) -> state.set(issuer.self(), value))
                .reading(state -> state.writes.values().stream().sorted().toList())
                .specifiedBy(visible -> visible.events().stream()
                        .filter(write -> !visible.seenBy(write, any -> true))
                        .map(write -> (String) write.operation().argument())
                        .sorted()
                        .toList());
    }

    ToySiblings set(ReplicaId self, String value) {
        long last = seen.stream()
                .filter(dot -> dot.replica().equals(self))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
        var dot = new Dot(self, last + 1);
        Map<Dot, String> next = new TreeMap<>(bug == Bug.RETIRED_DOTS_KEPT ? writes : Map.of());
        next.put(dot, value);
        Set<Dot> nextSeen = new TreeSet<>(seen);
        nextSeen.add(dot);
        return new ToySiblings(bug, next, nextSeen);
    }

    @Override
    public ToySiblings merge(ToySiblings other) {
        Map<Dot, String> joined = new TreeMap<>(writes);
        joined.keySet().removeIf(dot -> other.seen.contains(dot) && !other.writes.containsKey(dot));
        other.writes.forEach((dot, value) -> {
            if (writes.containsKey(dot) || !seen.contains(dot)) {
                joined.put(dot, value);
            }
        });
        Set<Dot> all = new TreeSet<>(seen);
        all.addAll(other.seen);
        List<Dot> dots = bug == Bug.NONE || bug == Bug.RETIRED_DOTS_KEPT ? List.of() : List.copyOf(joined.keySet());
        for (Dot one : dots) {
            joined.keySet().removeIf(two -> one.compareTo(two) > 0 && hides(one, two, joined));
        }
        return new ToySiblings(bug, joined, all);
    }

    private boolean hides(Dot one, Dot two, Map<Dot, String> joined) {
        String value = joined.get(one);
        return value != null
                && switch (bug) {
                    case EQUAL_VALUES_ARE_ONE_WRITE -> value.equals(joined.get(two));
                    case GREATEST_SIBLING_WINS -> value.compareTo(joined.get(two)) > 0;
                    case OVERWRITES_WHAT_IT_HAS_NOT_SEEN -> one.number() > two.number();
                    default -> false;
                };
    }
}
