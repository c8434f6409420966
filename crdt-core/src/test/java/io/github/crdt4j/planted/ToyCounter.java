package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Script;
import java.util.Map;
import java.util.TreeMap;

/** A grow-only counter written out plainly, and wrong in one way at a time. */
record ToyCounter(Bug bug, Map<ReplicaId, Long> slots) implements Crdt<ToyCounter> {

    enum Bug {
        NONE,
        MERGE_BY_SUM,
        MERGE_TAKES_THE_OTHER,
        MERGE_BY_MINIMUM,
        VALUE_IS_THE_MAXIMUM,
        DELTA_LEAVES_OUT_GROWTH,
        DELTA_IS_A_DIFFERENCE,
        SLOT_SURVIVES_A_RESTART,
        SLOT_BY_HASH_CODE,
        LEQ_COMPARES_SUMS
    }

    static Script<ToyCounter> subject(Bug bug) {
        return Script.startingWith(new ToyCounter(bug, Map.of()))
                .step("count", random -> random.nextLong(3), (counter, issuer, n) -> counter.count(issuer.self(), n))
                .reading(ToyCounter::value)
                .specifiedBy(visible -> visible.events().stream()
                        .mapToLong(event -> (Long) event.operation().argument())
                        .sum());
    }

    long value() {
        var values = slots.values().stream().mapToLong(Long::longValue);
        return bug == Bug.VALUE_IS_THE_MAXIMUM ? values.max().orElse(0) : values.sum();
    }

    ToyCounter count(ReplicaId self, long amount) {
        if (amount == 0) {
            return this;
        }
        ReplicaId as = switch (bug) {
            case SLOT_SURVIVES_A_RESTART -> ReplicaId.of(self.name());
            case SLOT_BY_HASH_CODE -> ReplicaId.of("slot " + self.hashCode());
            default -> self;
        };
        Map<ReplicaId, Long> next = new TreeMap<>(slots);
        next.merge(as, amount, Long::sum);
        return new ToyCounter(bug, next);
    }

    @Override
    public ToyCounter merge(ToyCounter other) {
        Map<ReplicaId, Long> joined = new TreeMap<>(slots);
        other.slots.forEach((replica, count) -> joined.merge(replica, count, (left, right) -> switch (bug) {
            case MERGE_BY_SUM -> left + right;
            case MERGE_TAKES_THE_OTHER -> right;
            case MERGE_BY_MINIMUM -> Math.min(left, right);
            default -> Math.max(left, right);
        }));
        return new ToyCounter(bug, joined);
    }

    @Override
    public boolean leq(ToyCounter other) {
        return bug == Bug.LEQ_COMPARES_SUMS
                ? value() <= other.value()
                : merge(other).equals(other);
    }

    @Override
    public ToyCounter delta(ToyCounter since) {
        Map<ReplicaId, Long> delta = new TreeMap<>(slots);
        since.slots.forEach((replica, count) -> delta.computeIfPresent(replica, (same, mine) -> switch (bug) {
            case DELTA_LEAVES_OUT_GROWTH -> null;
            case DELTA_IS_A_DIFFERENCE -> mine > count ? mine - count : null;
            default -> mine > count ? mine : null;
        }));
        return new ToyCounter(bug, delta);
    }
}
