package io.github.crdt4j.planted;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** An operation-based map of counters written out plainly, and wrong in one way at a time. */
record ToyOpMap(Bug bug, Map<String, Map<Dot, Long>> updates) implements OpCrdt<ToyOpMap, ToyOpMap.Change> {

    enum Bug {
        NONE,
        REMOVE_WITHOUT_WHAT_IT_OBSERVED,
        CONCURRENT_REMOVES_SUBTRACT_TWICE,
        REMOVE_SETS_TO_ZERO,
        REMOVE_SPARES_THE_LATEST,
        REMOVE_OF_ONES_OWN_UPDATES_ONLY,
        CLEAR_TAKES_CONCURRENT_KEYS,
        PRESENT_WHILE_NOT_ZERO,
        LATER_UPDATE_REPLACES_CONCURRENT_ONE,
        EFFECT_DEPENDS_ON_WHAT_CAME_BEFORE,
        SETTLE_LOSES_VALUE,
        SETTLE_FOLDS_WHAT_IS_NOT_STABLE
    }

    /** The event that stands for everything settled. */
    private static final Dot SETTLED = new Dot(ReplicaId.of("settled"), 1);

    /** "update" adds an amount to a key, "remove" removes it, "clear" removes all; some bugs send what was read. */
    record Change(String kind, String key, long amount) implements Operation {
        @Override
        public String toString() {
            return kind + "(" + key + (kind.equals("update") ? ", " + amount : "") + ")";
        }
    }

    @Override
    public ToyOpMap effect(Change change, Dot dot, CausalPast clock) {
        Map<String, Map<Dot, Long>> next = new HashMap<>(updates);
        switch (change.kind()) {
            case "update" -> next.put(change.key(), updated(get(change.key()), change.amount(), dot, clock));
            case "remove" -> next.computeIfPresent(change.key(), (key, log) -> removed(log, change, dot, clock));
            default -> {
                if (bug == Bug.CLEAR_TAKES_CONCURRENT_KEYS) {
                    next.clear();
                }
                next.replaceAll((key, log) -> observed(log, clock));
            }
        }
        next.values().removeIf(Map::isEmpty);
        return new ToyOpMap(bug, next);
    }

    private Map<Dot, Long> get(String key) {
        return updates.getOrDefault(key, Map.of());
    }

    private long sum(String key) {
        return get(key).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Dot, Long> updated(Map<Dot, Long> log, long amount, Dot dot, CausalPast clock) {
        Map<Dot, Long> next = new TreeMap<>(log);
        if (bug == Bug.LATER_UPDATE_REPLACES_CONCURRENT_ONE) {
            next.keySet().removeIf(earlier -> !clock.contains(earlier) && !earlier.equals(SETTLED));
        }
        long added = bug == Bug.EFFECT_DEPENDS_ON_WHAT_CAME_BEFORE && log.size() > 1 ? 2 * amount : amount;
        next.merge(dot, added, Long::sum);
        return next;
    }

    private Map<Dot, Long> removed(Map<Dot, Long> log, Change change, Dot dot, CausalPast clock) {
        Map<Dot, Long> next = new TreeMap<>(log);
        switch (bug) {
            case REMOVE_WITHOUT_WHAT_IT_OBSERVED -> next.clear();
            case CONCURRENT_REMOVES_SUBTRACT_TWICE -> next.merge(dot, -change.amount(), Long::sum);
            case REMOVE_SETS_TO_ZERO -> next.replaceAll((event, amount) -> clock.contains(event) ? 0 : amount);
            case REMOVE_SPARES_THE_LATEST ->
                next.keySet().removeIf(event -> clock.contains(event) && event.number() < clock.get(event.replica()));
            case REMOVE_OF_ONES_OWN_UPDATES_ONLY ->
                next.keySet().removeIf(event -> event.replica().equals(dot.replica()));
            default -> {
                return observed(log, clock);
            }
        }
        return next;
    }

    private static Map<Dot, Long> observed(Map<Dot, Long> log, CausalPast clock) {
        Map<Dot, Long> next = new TreeMap<>(log);
        next.keySet().removeIf(event -> clock.contains(event) || event.equals(SETTLED));
        return next;
    }

    @Override
    public ToyOpMap settle(VectorClock stable) {
        Map<String, Map<Dot, Long>> next = new HashMap<>(updates);
        next.replaceAll((key, log) -> {
            Map<Dot, Long> settled = new TreeMap<>();
            log.forEach((event, amount) -> {
                boolean folds = stable.contains(event) || bug == Bug.SETTLE_FOLDS_WHAT_IS_NOT_STABLE;
                long kept = folds && bug == Bug.SETTLE_LOSES_VALUE ? 0 : amount;
                settled.merge(folds ? SETTLED : event, kept, Long::sum);
            });
            return settled;
        });
        return new ToyOpMap(bug, next);
    }

    private Map<String, Long> value() {
        Map<String, Long> value = new HashMap<>();
        updates.forEach((key, log) -> {
            if (bug != Bug.PRESENT_WHILE_NOT_ZERO || sum(key) != 0) {
                value.put(key, sum(key));
            }
        });
        return value;
    }

    static OpSubject<ToyOpMap, Change, Change> subject(Bug bug) {
        return new OpSubject<>() {
            @Override
            public ToyOpMap initial() {
                return new ToyOpMap(bug, Map.of());
            }

            @Override
            public Change draw(RandomGenerator random) {
                String key = random.nextInt(3) > 0 ? "k" : "l";
                return switch (random.nextInt(7)) {
                    case 0, 1 -> new Change("remove", key, 0);
                    case 2 -> new Change("clear", "", 0);
                    default -> new Change("update", key, random.nextLong(-2, 4));
                };
            }

            @Override
            public void apply(OpEditor<ToyOpMap, Change> editor, Issuer issuer, Change what) {
                long amount = what.kind().equals("remove") ? editor.state().sum(what.key()) : what.amount();
                editor.apply(new Change(what.kind(), what.key(), amount));
            }

            @Override
            public Object value(ToyOpMap state) {
                return state.value();
            }

            @Override
            public Object expected(View<Change> visible) {
                Map<String, Long> value = new HashMap<>();
                for (String key : List.of("k", "l")) {
                    visible.events().stream()
                            .filter(event -> event.operation().kind().equals("update")
                                    && event.operation().key().equals(key))
                            .filter(event -> !visible.seenBy(
                                    event,
                                    later -> later.kind().equals("clear")
                                            || later.kind().equals("remove")
                                                    && later.key().equals(key)))
                            .forEach(event -> value.merge(key, event.operation().amount(), Long::sum));
                }
                return value;
            }
        };
    }
}
