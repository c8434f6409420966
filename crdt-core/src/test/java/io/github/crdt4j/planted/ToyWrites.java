package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.flag.DWFlag;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.map.LWWMap;
import io.github.crdt4j.map.ORMultimap;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import io.github.crdt4j.set.GSet;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.RWSet;
import io.github.crdt4j.set.TwoPSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that are made of writes to places, written out plainly, and wrong in one way at a time. */
final class ToyWrites implements Crdt<ToyWrites> {

    enum Bug {
        FLAG_NONE(DWFlag.class),
        FLAG_ENABLE_COUNTS_BESIDE_A_DISABLE(DWFlag.class),
        FLAG_DISABLE_ONLY_FORGETS(DWFlag.class),
        GSET_NONE(GSet.class),
        GSET_LARGER_SIDE_WINS(GSet.class),
        GSET_MANY_SHARE_ONE_EVENT_AND_ONE_IS_KEPT(GSet.class),
        TWOPSET_NONE(TwoPSet.class),
        TWOPSET_ADD_TAKES_BACK(TwoPSet.class),
        TWOPSET_REMOVE_ONLY_FORGETS(TwoPSet.class),
        RWSET_NONE(RWSet.class),
        RWSET_REMOVE_OF_THE_ABSENT_IS_NO_EVENT(RWSet.class),
        RWSET_CLEAR_ONLY_FORGETS(RWSet.class),
        RWSET_CLEAR_REMOVES_THE_ABSENT(RWSet.class),
        ELEMENTS_NONE(LWWElementSet.class),
        ELEMENTS_TIES_BY_REPLICA(LWWElementSet.class),
        ELEMENTS_REMOVE_ONLY_FORGETS(LWWElementSet.class),
        MAX_NONE(MaxRegister.class),
        MAX_LOWER_WRITE_REPLACES(MaxRegister.class),
        MAX_LAST_WRITE_SHOWN(MaxRegister.class),
        MIN_NONE(MinRegister.class),
        MIN_HIGHER_WRITE_REPLACES(MinRegister.class),
        MIN_GREATEST_SHOWN(MinRegister.class),
        LWWMAP_NONE(LWWMap.class),
        LWWMAP_REMOVE_ONLY_FORGETS(LWWMap.class),
        LWWMAP_NUMBER_OF_THE_EVENT_COUNTS(LWWMap.class),
        MULTIMAP_NONE(ORMultimap.class),
        MULTIMAP_REMOVE_TAKES_THE_KEY(ORMultimap.class),
        MULTIMAP_REMOVE_TAKES_THE_VALUE_EVERYWHERE(ORMultimap.class);

        private final Class<?> type;

        Bug(Class<?> type) {
            this.type = type;
        }
    }

    /** A write: what and when. */
    private record Write(Object value, LamportTimestamp stamp) {}

    private final Bug bug;
    private final Map<String, Map<Dot, Write>> live;
    private final Set<Dot> seen;

    private ToyWrites(Bug bug, Map<String, Map<Dot, Write>> live, Set<Dot> seen) {
        this.bug = bug;
        this.live = live;
        this.seen = seen;
    }

    /** The subject of the type itself, whose operations and specification it keeps. */
    static Subject<ToyWrites, ?> subject(Bug bug) {
        return Catalogue.all().stream()
                .filter(row -> row.type() == bug.type)
                .<Subject<ToyWrites, ?>>map(row -> toy(bug, row.subject()))
                .findFirst()
                .orElseThrow();
    }

    private static <O> Subject<ToyWrites, O> toy(Bug bug, Subject<?, O> type) {
        return new Subject<>() {
            @Override
            public ToyWrites bottom() {
                return new ToyWrites(bug, Map.of(), Set.of());
            }

            @Override
            public O draw(RandomGenerator random) {
                return type.draw(random);
            }

            @Override
            public ToyWrites apply(ToyWrites state, Issuer issuer, O operation) {
                if (operation instanceof Script.Call flag) {
                    return state.carriedOut(issuer, flag.name().equals("enable") ? "+flag" : "-flag");
                }
                return operation instanceof Long number
                        ? state.bounded(issuer, number)
                        : state.carriedOut(issuer, (String) operation);
            }

            @Override
            public Object value(ToyWrites state) {
                return state.value();
            }

            @Override
            public Object expected(View<O> visible) {
                return type.expected(visible);
            }
        };
    }

    private boolean has(Bug one) {
        return bug == one;
    }

    private ToyWrites carriedOut(Issuer issuer, String operation) {
        if (operation.equals("both")) {
            ToyWrites first = written(issuer, "Aa", true);
            return has(Bug.GSET_MANY_SHARE_ONE_EVENT_AND_ONE_IS_KEPT) ? first : first.written(issuer, "BB", true);
        } else if (operation.equals("clear")) {
            return cleared(issuer);
        }
        String place = operation.substring(1);
        boolean adds = operation.charAt(0) == '+';
        if (bug.type == LWWMap.class) {
            String key = place.split(" ", 2)[0];
            return !adds && has(Bug.LWWMAP_REMOVE_ONLY_FORGETS)
                    ? without(key::equals)
                    : written(issuer, key, adds ? place.split(" ", 2)[1] : "");
        } else if (bug.type == ORMultimap.class) {
            return adds ? written(issuer, place, true) : withoutPairs(place);
        } else if (bug.type == TwoPSet.class) {
            boolean isRefused = adds ? live.containsKey(place) && !holds(place) : !live.containsKey(place);
            if (isRefused && !(adds && has(Bug.TWOPSET_ADD_TAKES_BACK))) {
                return this;
            }
        }
        if (!adds
                && (has(Bug.FLAG_DISABLE_ONLY_FORGETS)
                        || has(Bug.TWOPSET_REMOVE_ONLY_FORGETS)
                        || has(Bug.ELEMENTS_REMOVE_ONLY_FORGETS))) {
            return without(place::equals);
        }
        return !adds && has(Bug.RWSET_REMOVE_OF_THE_ABSENT_IS_NO_EVENT) && !holds(place)
                ? this
                : written(issuer, place, adds);
    }

    private ToyWrites cleared(Issuer issuer) {
        if (bug.type == ORMultimap.class || has(Bug.RWSET_CLEAR_ONLY_FORGETS)) {
            return without(any -> true);
        }
        ToyWrites next = this;
        for (String place : live.keySet()) {
            next = holds(place) || has(Bug.RWSET_CLEAR_REMOVES_THE_ABSENT) ? next.written(issuer, place, false) : next;
        }
        return next;
    }

    private ToyWrites withoutPairs(String which) {
        String[] parts = which.split(" ", 2);
        if (parts.length == 1 || has(Bug.MULTIMAP_REMOVE_TAKES_THE_KEY)) {
            return without(place -> place.startsWith(parts[0] + " "));
        }
        return has(Bug.MULTIMAP_REMOVE_TAKES_THE_VALUE_EVERYWHERE)
                ? without(place -> place.endsWith(" " + parts[1]))
                : without(which::equals);
    }

    /** A write that counts if it is greater than the greatest; of the least, the numbers are negated. */
    private ToyWrites bounded(Issuer issuer, long number) {
        boolean isGreater = greatest().map(now -> number > now).orElse(true);
        boolean replaces = has(Bug.MAX_LOWER_WRITE_REPLACES) || has(Bug.MIN_HIGHER_WRITE_REPLACES);
        return isGreater || replaces ? written(issuer, "register", number) : this;
    }

    private Stream<Map.Entry<Dot, Write>> writes(String place) {
        return live.getOrDefault(place, Map.of()).entrySet().stream();
    }

    private Optional<Long> greatest() {
        return writes("register").map(write -> (Long) write.getValue().value()).max(Comparator.naturalOrder());
    }

    private boolean holds(String place) {
        if (bug.type == LWWElementSet.class) {
            Comparator<Write> byCounter =
                    Comparator.comparing(write -> write.stamp().counter());
            return (boolean) writes(place)
                    .map(Map.Entry::getValue)
                    .max(
                            has(Bug.ELEMENTS_TIES_BY_REPLICA)
                                    ? Comparator.comparing(Write::stamp)
                                    : byCounter.thenComparing(write -> (Boolean) write.value()))
                    .map(Write::value)
                    .orElse(false);
        }
        Predicate<Map.Entry<Dot, Write>> says =
                write -> (boolean) write.getValue().value();
        return has(Bug.FLAG_ENABLE_COUNTS_BESIDE_A_DISABLE)
                ? writes(place).anyMatch(says)
                : writes(place).findAny().isPresent() && writes(place).allMatch(says);
    }

    private Object value() {
        if (bug.type == DWFlag.class) {
            return holds("flag");
        } else if (bug.type == MaxRegister.class || bug.type == MinRegister.class) {
            Comparator<Map.Entry<Dot, Write>> order = has(Bug.MAX_LAST_WRITE_SHOWN)
                    ? Map.Entry.comparingByKey()
                    : Comparator.comparing(write -> (Long) write.getValue().value());
            Optional<Long> shown = writes("register")
                    .max(has(Bug.MIN_GREATEST_SHOWN) ? order.reversed() : order)
                    .map(write -> (Long) write.getValue().value());
            return bug.type == MinRegister.class ? shown.map(number -> -number) : shown;
        } else if (bug.type == ORMultimap.class) {
            return live.keySet().stream()
                    .collect(Collectors.groupingBy(
                            place -> place.split(" ", 2)[0],
                            Collectors.mapping(place -> place.split(" ", 2)[1], Collectors.toSet())));
        } else if (bug.type == LWWMap.class) {
            Map<String, Object> values = new HashMap<>();
            live.keySet()
                    .forEach(key -> writes(key)
                            .max(
                                    has(Bug.LWWMAP_NUMBER_OF_THE_EVENT_COUNTS)
                                            ? Comparator.comparing(
                                                    write -> write.getKey().number())
                                            : Comparator.comparing(
                                                    write -> write.getValue().stamp()))
                            .filter(last -> !last.getValue().value().equals(""))
                            .ifPresent(last -> values.put(key, last.getValue().value())));
            return values;
        }
        return live.keySet().stream().filter(this::holds).collect(Collectors.toSet());
    }

    private ToyWrites without(Predicate<String> places) {
        Map<String, Map<Dot, Write>> next = new TreeMap<>(live);
        next.keySet().removeIf(places);
        return new ToyWrites(bug, next, seen);
    }

    /** A write takes the place of those seen there, unless stamps decide: the clocks of the kit are not shown these. */
    private ToyWrites written(Issuer issuer, String place, Object value) {
        ReplicaId self = issuer.self();
        long last = seen.stream()
                .filter(dot -> dot.replica().equals(self))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
        var dot = new Dot(self, last + 1);
        Map<String, Map<Dot, Write>> next = new TreeMap<>(live);
        boolean isStamped = bug.type == LWWElementSet.class || bug.type == LWWMap.class;
        Map<Dot, Write> there = new TreeMap<>(isStamped ? live.getOrDefault(place, Map.of()) : Map.of());
        there.put(dot, new Write(value, issuer.stamp()));
        next.put(place, there);
        Set<Dot> known = new TreeSet<>(seen);
        known.add(dot);
        return new ToyWrites(bug, next, known);
    }

    @Override
    public ToyWrites merge(ToyWrites other) {
        if (has(Bug.GSET_LARGER_SIDE_WINS)) {
            return live.size() >= other.live.size() ? this : other;
        }
        Set<Dot> known = new TreeSet<>(seen);
        known.addAll(other.seen);
        Set<String> places = new TreeSet<>(live.keySet());
        places.addAll(other.live.keySet());
        Map<String, Map<Dot, Write>> next = new TreeMap<>();
        for (String place : places) {
            Map<Dot, Write> joined = new TreeMap<>();
            writes(place)
                    .filter(write -> !other.seen.contains(write.getKey())
                            || other.live.getOrDefault(place, Map.of()).containsKey(write.getKey()))
                    .forEach(write -> joined.put(write.getKey(), write.getValue()));
            other.writes(place)
                    .filter(write -> !seen.contains(write.getKey()))
                    .forEach(write -> joined.put(write.getKey(), write.getValue()));
            if (!joined.isEmpty()) {
                next.put(place, joined);
            }
        }
        return new ToyWrites(bug, next, known);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ToyWrites that && live.equals(that.live) && seen.equals(that.seen);
    }

    @Override
    public int hashCode() {
        return live.hashCode();
    }

    @Override
    public String toString() {
        return live + " of " + seen;
    }
}
