package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.specification.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A counter with a bound, written out plainly, and wrong in one way at a time. */
record ToyRights(Bug bug, Map<String, Long> sums) implements Crdt<ToyRights> {

    enum Bug {
        NONE,
        DECREMENT_LOOKS_AT_THE_VALUE_ONLY,
        TRANSFER_IS_NOT_CHECKED,
        TRANSFER_COPIES_THE_RIGHTS,
        SUMS_ARE_ADDED
    }

    private static final long BOUND = -2;

    @SuppressWarnings("unchecked") // the operations of the counter are texts
    static Subject<ToyRights, String> subject(Bug bug) {
        var type = (Subject<BoundedCounter, String>) Catalogue.all().stream()
                .filter(row -> row.type() == BoundedCounter.class)
                .findFirst()
                .orElseThrow()
                .subject();
        return new Subject<>() {
            @Override
            public ToyRights bottom() {
                return new ToyRights(bug, Map.of());
            }

            @Override
            public String draw(RandomGenerator random) {
                return type.draw(random);
            }

            @Override
            public ToyRights apply(ToyRights state, Issuer issuer, String operation) {
                return state.carriedOut(
                        issuer.self(), operation.substring(0, 1), Long.parseLong(operation.substring(1)));
            }

            @Override
            public Object value(ToyRights state) {
                return List.of(
                        state.value() >= BOUND,
                        state.value(),
                        List.of("a", "b", "c", "d").stream()
                                .map(name -> state.rights(ReplicaId.of(name)))
                                .toList());
            }

            @Override
            public Object expected(View<String> visible) {
                return type.expected(visible);
            }
        };
    }

    private ToyRights carriedOut(ReplicaId self, String what, long amount) {
        if (what.equals("+")) {
            return plus("+ " + self, amount);
        }
        boolean lacks = what.equals("-") && bug == Bug.DECREMENT_LOOKS_AT_THE_VALUE_ONLY
                ? value() - amount < BOUND
                : rights(self) < amount;
        if (what.equals("-")) {
            return lacks ? this : plus("- " + self, amount);
        }
        return lacks && bug != Bug.TRANSFER_IS_NOT_CHECKED || what.equals(self.name())
                ? this
                : plus(self + " to " + ReplicaId.of(what), amount);
    }

    private ToyRights plus(String sum, long amount) {
        Map<String, Long> next = new TreeMap<>(sums);
        next.merge(sum, amount, Long::sum);
        return new ToyRights(bug, next);
    }

    private long sum(String start, String end) {
        return sums.entrySet().stream()
                .filter(each -> each.getKey().startsWith(start) && each.getKey().endsWith(end))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long value() {
        return BOUND + sum("+ ", "") - sum("- ", "");
    }

    private long rights(ReplicaId self) {
        long sent = bug == Bug.TRANSFER_COPIES_THE_RIGHTS ? 0 : sum(self + " to ", "");
        return sum("+ " + self, "" + self) - sum("- " + self, "" + self) + sum("", " to " + self) - sent;
    }

    @Override
    public ToyRights merge(ToyRights other) {
        Map<String, Long> next = new TreeMap<>(sums);
        other.sums.forEach((sum, amount) -> next.merge(
                sum, amount, bug == Bug.SUMS_ARE_ADDED ? Long::sum : (mine, theirs) -> Math.max(mine, theirs)));
        return new ToyRights(bug, next);
    }
}
