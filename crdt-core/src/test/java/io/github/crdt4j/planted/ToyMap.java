package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.time.Dot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A map of counters written out plainly, and wrong in one way at a time: per key the dots that keep it present, and the
 * lanes, each a total and a baseline under a birth dot.
 */
record ToyMap(Bug bug, Map<String, Set<Dot>> present, Map<String, Map<Dot, List<Long>>> lanes, Set<Dot> seen)
        implements Crdt<ToyMap> {

    enum Bug {
        NONE,
        BASELINE_DROPPED_LOCALLY,
        BASELINE_ABOVE_TOTAL,
        BASELINE_FROM_THE_LEFT,
        RESET_BY_SUBTRACTION,
        PRESENT_WHILE_NOT_ZERO,
        ADDING_AGAIN_RESURRECTS,
        ONE_DOT_IN_TWO_PLACES,
        UPDATE_MINTS_NO_PRESENCE,
        RETIRED_LANE_REUSED,
        REMOVE_KEEPS_PRESENCE,
        TOTALS_ADDED
    }

    static ToyMap empty(Bug bug) {
        return new ToyMap(bug, Map.of(), Map.of(), Set.of());
    }

    static Script<ToyMap> subject(Bug bug) {
        Function<RandomGenerator, String> key = random -> random.nextInt(3) > 0 ? "k" : "l";
        return Script.startingWith(empty(bug))
                .step("count", key, (map, issuer, k) -> map.count(issuer.self(), k, 1))
                .step("touch", key, (map, issuer, k) -> map.count(issuer.self(), k, 0))
                .step("remove", key, (map, issuer, k) -> map.remove(issuer.self(), k))
                .reading(ToyMap::values)
                .specifiedBy(ToyMap::expected);
    }

    private static Map<Object, Long> expected(View<Script.Call> visible) {
        Map<Object, Long> expected = new HashMap<>();
        for (Event<Script.Call> event : visible.events()) {
            Script.Call call = event.operation();
            if (!call.name().equals("remove")
                    && !visible.seenBy(
                            event,
                            later -> later.name().equals("remove")
                                    && later.argument().equals(call.argument()))) {
                expected.merge(call.argument(), call.name().equals("count") ? 1L : 0L, Long::sum);
            }
        }
        return expected;
    }

    Map<String, Long> values() {
        Map<String, Long> values = new HashMap<>();
        Set<String> keys = new HashSet<>(bug == Bug.PRESENT_WHILE_NOT_ZERO ? lanes.keySet() : present.keySet());
        for (String key : keys) {
            long sum = lanes.getOrDefault(key, Map.of()).values().stream()
                    .mapToLong(lane -> lane.get(0) - lane.get(1))
                    .sum();
            if (bug != Bug.PRESENT_WHILE_NOT_ZERO || sum != 0) {
                values.put(key, sum);
            }
        }
        return values;
    }

    ToyMap count(ReplicaId self, String key, long amount) {
        Map<String, Set<Dot>> nextPresent = new TreeMap<>(present);
        Map<String, Map<Dot, List<Long>>> nextLanes = new TreeMap<>(lanes);
        Set<Dot> nextSeen = new TreeSet<>(seen);
        Map<Dot, List<Long>> mine = new TreeMap<>(lanes.getOrDefault(key, Map.of()));
        Dot last = null;
        if (amount > 0) {
            Dot open = mine.keySet().stream()
                    .filter(dot -> dot.replica().equals(self)
                            && (bug == Bug.RETIRED_LANE_REUSED
                                    || mine.get(dot).get(0) > mine.get(dot).get(1)))
                    .findFirst()
                    .orElse(null);
            if (open != null) {
                List<Long> lane = mine.get(open);
                mine.put(
                        open,
                        bug == Bug.RETIRED_LANE_REUSED && lane.get(0).equals(lane.get(1))
                                ? List.of(amount, 0L)
                                : List.of(lane.get(0) + amount, lane.get(1)));
            } else {
                mine.keySet().removeIf(dot -> dot.replica().equals(self));
                last = next(self, nextSeen);
                nextSeen.add(last);
                mine.put(last, List.of(amount, 0L));
            }
            nextLanes.put(key, mine);
        }
        if (bug != Bug.UPDATE_MINTS_NO_PRESENCE || !present.containsKey(key)) {
            if (last == null || bug != Bug.ONE_DOT_IN_TWO_PLACES) {
                last = next(self, nextSeen);
                nextSeen.add(last);
            }
            nextPresent.put(key, Set.of(last));
        }
        return new ToyMap(bug, nextPresent, nextLanes, nextSeen);
    }

    private static Dot next(ReplicaId self, Set<Dot> seen) {
        long last = seen.stream()
                .filter(dot -> dot.replica().equals(self))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
        return new Dot(self, last + 1);
    }

    ToyMap remove(ReplicaId self, String key) {
        if (!present.containsKey(key)) {
            return this;
        }
        Map<String, Set<Dot>> nextPresent = new TreeMap<>(present);
        Map<String, Map<Dot, List<Long>>> nextLanes = new TreeMap<>(lanes);
        Set<Dot> nextSeen = new TreeSet<>(seen);
        if (bug != Bug.REMOVE_KEEPS_PRESENCE) {
            nextPresent.remove(key);
        }
        if (bug == Bug.BASELINE_DROPPED_LOCALLY) {
            nextLanes.remove(key);
        } else if (bug == Bug.RESET_BY_SUBTRACTION) {
            Map<Dot, List<Long>> mine = new TreeMap<>(lanes.getOrDefault(key, Map.of()));
            Dot dot = next(self, nextSeen);
            nextSeen.add(dot);
            mine.put(dot, List.of(0L, values().getOrDefault(key, 0L)));
            nextLanes.put(key, mine);
        } else if (bug != Bug.ADDING_AGAIN_RESURRECTS) {
            Map<Dot, List<Long>> mine = new TreeMap<>(lanes.getOrDefault(key, Map.of()));
            long extra = bug == Bug.BASELINE_ABOVE_TOTAL ? 1 : 0;
            mine.replaceAll((dot, lane) -> List.of(lane.get(0), lane.get(0) + extra));
            if (!mine.isEmpty()) {
                nextLanes.put(key, mine);
            }
        }
        return new ToyMap(bug, nextPresent, nextLanes, nextSeen);
    }

    @Override
    public ToyMap merge(ToyMap other) {
        Set<Dot> nextSeen = new TreeSet<>(seen);
        nextSeen.addAll(other.seen);
        Map<String, Set<Dot>> nextPresent = new TreeMap<>();
        Map<String, Map<Dot, List<Long>>> nextLanes = new TreeMap<>();
        Set<String> keys = new TreeSet<>(present.keySet());
        keys.addAll(other.present.keySet());
        keys.addAll(lanes.keySet());
        keys.addAll(other.lanes.keySet());
        for (String key : keys) {
            Set<Dot> dots = new TreeSet<>(survivors(
                    present.getOrDefault(key, Set.of()), other.present.getOrDefault(key, Set.of()), other.seen));
            dots.addAll(
                    survivors(other.present.getOrDefault(key, Set.of()), present.getOrDefault(key, Set.of()), seen));
            if (!dots.isEmpty()) {
                nextPresent.put(key, dots);
            }
            Map<Dot, List<Long>> mine = lanes.getOrDefault(key, Map.of());
            Map<Dot, List<Long>> theirs = other.lanes.getOrDefault(key, Map.of());
            Map<Dot, List<Long>> joined = new TreeMap<>();
            survivors(mine.keySet(), theirs.keySet(), other.seen).forEach(dot -> joined.put(dot, mine.get(dot)));
            survivors(theirs.keySet(), mine.keySet(), seen)
                    .forEach(dot -> joined.merge(dot, theirs.get(dot), this::joinLanes));
            if (!joined.isEmpty()) {
                nextLanes.put(key, joined);
            }
        }
        return new ToyMap(bug, nextPresent, nextLanes, nextSeen);
    }

    private static Set<Dot> survivors(Set<Dot> mine, Set<Dot> theirs, Set<Dot> seenThere) {
        Set<Dot> survivors = new TreeSet<>(mine);
        survivors.removeIf(dot -> !theirs.contains(dot) && seenThere.contains(dot));
        return survivors;
    }

    private List<Long> joinLanes(List<Long> left, List<Long> right) {
        return switch (bug) {
            case BASELINE_FROM_THE_LEFT -> List.of(Math.max(left.get(0), right.get(0)), left.get(1));
            case TOTALS_ADDED ->
                left.equals(right) ? left : List.of(left.get(0) + right.get(0), Math.max(left.get(1), right.get(1)));
            default -> List.of(Math.max(left.get(0), right.get(0)), Math.max(left.get(1), right.get(1)));
        };
    }

    @Override
    public ToyMap delta(ToyMap since) {
        Set<Dot> mentioned = new TreeSet<>(seen);
        mentioned.removeAll(since.seen);
        Map<String, Set<Dot>> changedPresent = new TreeMap<>();
        Map<String, Map<Dot, List<Long>>> changedLanes = new TreeMap<>();
        since.present.forEach((key, dots) -> dots.stream()
                .filter(dot -> seen.contains(dot)
                        && !present.getOrDefault(key, Set.of()).contains(dot))
                .forEach(mentioned::add));
        since.lanes.forEach((key, all) -> all.keySet().stream()
                .filter(dot ->
                        seen.contains(dot) && !lanes.getOrDefault(key, Map.of()).containsKey(dot))
                .forEach(mentioned::add));
        present.forEach((key, dots) -> {
            Set<Dot> fresh = new TreeSet<>(dots);
            fresh.removeAll(since.seen);
            if (!fresh.isEmpty()) {
                changedPresent.put(key, fresh);
            }
        });
        lanes.forEach((key, all) -> all.forEach((dot, lane) -> {
            List<Long> before = since.lanes.getOrDefault(key, Map.of()).get(dot);
            if (before == null ? !since.seen.contains(dot) : !before.equals(lane)) {
                changedLanes.computeIfAbsent(key, any -> new TreeMap<>()).put(dot, lane);
                mentioned.add(dot);
            }
        }));
        return new ToyMap(bug, changedPresent, changedLanes, mentioned);
    }
}
