package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject.Promise;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** An add-wins set written out plainly, and wrong in one way at a time. */
final class ToySet implements Crdt<ToySet> {

    enum Bug {
        NONE,
        UNION_WITHOUT_CONTEXT,
        PRESENT_ON_BOTH_SIDES_IS_KEPT,
        DOMINATING_CLOCK_WINS,
        REMOVE_DOES_NOTHING,
        CONTEXT_KNOWS_ONLY_MAXIMA,
        ADDING_AGAIN_IS_NO_EVENT,
        DELTA_WITH_FULL_CLOCK,
        DELTA_WITHOUT_REMOVALS,
        DOT_REUSED_AFTER_RESTART,
        DOT_COUNTED_FROM_THE_LIVE_ONES,
        ORDER_OF_ARRIVAL_IN_EQUALS,
        EMPTY_ENTRY_STAYS,
        STATE_MUTATED_IN_PLACE,
        MUTABLE_PART_SHARED,
        STATE_LEAKED_THROUGH_A_VIEW,
        READER_HANDS_OUT_ONE_BUFFER,
        HASH_ORDER_ON_THE_WIRE,
        CONTEXT_LOST_ON_THE_WIRE,
        DELTA_CUT_WITHOUT_ITS_CONTEXT,
        REMOVE_FORGETS_THE_CONTEXT,
        CLEAR_MISSES_ONE,
        CONTEXT_NOT_MERGED,
        LEQ_LOOKS_AT_CLOCKS_ONLY,
        HASH_OF_THE_OBJECT,
        DELTA_IS_THE_WHOLE_STATE,
        MERGE_COPIES,
        REMOVE_WINS_LOCALLY,
        HINTS_TRUSTED
    }

    private static final Set<String> BUFFER = new TreeSet<>();

    private final Bug bug;
    private final Map<String, Set<Dot>> live;
    private final Set<Dot> seen;

    /** In a delta, under which elements its dead dots lived in the state it was made since. */
    private final Optional<Set<String>> hints;

    private ToySet(Bug bug, Map<String, Set<Dot>> live, Set<Dot> seen) {
        this(bug, live, seen, Optional.empty());
    }

    private ToySet(Bug bug, Map<String, Set<Dot>> live, Set<Dot> seen, Optional<Set<String>> hints) {
        this.bug = bug;
        this.live = live;
        this.seen = seen;
        this.hints = hints;
    }

    static ToySet empty(Bug bug) {
        return new ToySet(bug, new LinkedHashMap<>(), new TreeSet<>());
    }

    static Script<ToySet> subject(Bug bug) {
        Function<RandomGenerator, String> element = Keys::text;
        return Script.startingWith(empty(bug))
                .step("add", element, (set, issuer, e) -> set.add(issuer.self(), e))
                .step("remove", element, (set, issuer, e) -> set.remove(e))
                .step("add again", element, (set, issuer, e) -> set.add(issuer.self(), e))
                .step("clear", random -> "all", (set, issuer, all) -> set.clear())
                .reading(ToySet::elements)
                .specifiedBy(ToySet::expected)
                .encodedBy(set -> ToyBytes.encode(set, bug), bytes -> ToyBytes.decode(bytes, bug))
                .cutBy(ToySet::pieces)
                .promising(EnumSet.allOf(Promise.class));
    }

    private static Set<Object> expected(View<Script.Call> visible) {
        return visible.events().stream()
                .filter(event -> event.operation().name().startsWith("add"))
                .filter(add -> !visible.seenBy(add, call -> call.name().equals("clear") || removes(call, add)))
                .map(add -> add.operation().argument())
                .collect(Collectors.toSet());
    }

    private static boolean removes(Script.Call call, Event<Script.Call> add) {
        return call.name().equals("remove")
                && call.argument().equals(add.operation().argument());
    }

    Set<String> elements() {
        if (bug == Bug.READER_HANDS_OUT_ONE_BUFFER) {
            BUFFER.clear();
            BUFFER.addAll(live.keySet());
            return BUFFER;
        }
        return bug == Bug.STATE_LEAKED_THROUGH_A_VIEW ? live.keySet() : Set.copyOf(live.keySet());
    }

    Map<String, Set<Dot>> live() {
        return live;
    }

    Set<Dot> seen() {
        return seen;
    }

    static ToySet of(Bug bug, Map<String, Set<Dot>> live, Set<Dot> seen) {
        return new ToySet(bug, live, seen);
    }

    ToySet add(ReplicaId self, String element) {
        if (bug == Bug.ADDING_AGAIN_IS_NO_EVENT && live.containsKey(element)) {
            return this;
        }
        ToySet next = bug == Bug.STATE_MUTATED_IN_PLACE ? this : copy();
        ReplicaId as = bug == Bug.DOT_REUSED_AFTER_RESTART ? ReplicaId.of(self.name()) : self;
        Dot dot = new Dot(as, 1 + last(as));
        if (bug == Bug.MUTABLE_PART_SHARED && live.containsKey(element)) {
            live.get(element).clear();
            live.get(element).add(dot);
        } else {
            next.live.put(element, new TreeSet<>(Set.of(dot)));
        }
        next.seen.add(dot);
        return next;
    }

    private long last(ReplicaId replica) {
        var dots = bug == Bug.DOT_COUNTED_FROM_THE_LIVE_ONES
                ? live.values().stream().flatMap(Set::stream)
                : seen.stream();
        return dots.filter(dot -> dot.replica().equals(replica))
                .mapToLong(Dot::number)
                .max()
                .orElse(0);
    }

    ToySet remove(String element) {
        if (bug == Bug.REMOVE_DOES_NOTHING || !live.containsKey(element)) {
            return this;
        }
        ToySet next = copy();
        Set<Dot> removed = next.live.remove(element);
        if (bug == Bug.REMOVE_FORGETS_THE_CONTEXT) {
            next.seen.removeAll(removed);
        }
        return next;
    }

    ToySet clear() {
        ToySet next = copy();
        next.live.clear();
        if (bug == Bug.CLEAR_MISSES_ONE && live.size() > 1 && live.containsKey("x")) {
            next.live.put("x", live.get("x"));
        }
        return live.isEmpty() ? this : next;
    }

    @Override
    public ToySet merge(ToySet other) {
        ToySet joined = empty(bug);
        joined.seen.addAll(seen);
        if (bug != Bug.CONTEXT_NOT_MERGED) {
            joined.seen.addAll(other.seen);
        }
        Set<String> elements = new LinkedHashSet<>(live.keySet());
        elements.addAll(other.live.keySet());
        if (bug == Bug.DOMINATING_CLOCK_WINS && other.seen.containsAll(seen)) {
            joined.live.putAll(other.live);
        } else {
            elements.forEach(element -> joinElement(element, other, joined));
        }
        if (bug != Bug.MERGE_COPIES) {
            if (joined.equals(this)) {
                return this;
            }
            return joined.equals(other) ? other : joined;
        }
        return joined;
    }

    /** Whether the hints of a delta settle what it removes: each dot that both have seen lives here where it says something. */
    private boolean isSettledByHints(ToySet delta) {
        if (delta.hints.isEmpty() || bug != Bug.NONE && bug != Bug.HINTS_TRUSTED) {
            return false;
        }
        Set<Dot> lookedFor = new TreeSet<>(delta.seen);
        lookedFor.retainAll(seen);
        live.forEach((element, dots) -> {
            if (delta.live.containsKey(element) || delta.hints.get().contains(element)) {
                lookedFor.removeAll(dots);
            }
        });
        return lookedFor.isEmpty() || bug == Bug.HINTS_TRUSTED;
    }

    private void joinElement(String element, ToySet other, ToySet joined) {
        Set<Dot> mine = live.getOrDefault(element, Set.of());
        Set<Dot> theirs = other.live.getOrDefault(element, Set.of());
        Set<Dot> dots = new TreeSet<>();
        if (theirs.isEmpty()
                && isSettledByHints(other)
                && !other.hints.orElseThrow().contains(element)) {
            dots.addAll(mine);
        } else if (bug == Bug.UNION_WITHOUT_CONTEXT
                || bug == Bug.PRESENT_ON_BOTH_SIDES_IS_KEPT && !mine.isEmpty() && !theirs.isEmpty()) {
            dots.addAll(mine);
            dots.addAll(theirs);
        } else {
            mine.stream().filter(dot -> theirs.contains(dot) || !other.saw(dot)).forEach(dots::add);
            theirs.stream().filter(dot -> mine.contains(dot) || !saw(dot)).forEach(dots::add);
        }
        if (bug == Bug.REMOVE_WINS_LOCALLY && (mine.isEmpty() || theirs.isEmpty())) {
            dots.removeIf(dot -> dot.number() > 3);
        }
        if (!dots.isEmpty() || bug == Bug.EMPTY_ENTRY_STAYS) {
            joined.live.put(element, dots);
        }
    }

    private boolean saw(Dot dot) {
        return seen.contains(dot)
                || bug == Bug.CONTEXT_KNOWS_ONLY_MAXIMA
                        && seen.stream()
                                .anyMatch(one -> one.replica().equals(dot.replica()) && one.number() > dot.number());
    }

    @Override
    public boolean leq(ToySet other) {
        return bug == Bug.LEQ_LOOKS_AT_CLOCKS_ONLY
                ? other.seen.containsAll(seen)
                : merge(other).equals(other);
    }

    @Override
    public ToySet delta(ToySet since) {
        if (bug == Bug.DELTA_IS_THE_WHOLE_STATE) {
            return this;
        }
        Set<String> hinted = new TreeSet<>();
        ToySet delta = new ToySet(bug, new LinkedHashMap<>(), new TreeSet<>(seen), Optional.of(hinted));
        if (bug != Bug.DELTA_WITH_FULL_CLOCK) {
            delta.seen.removeAll(since.seen);
        }
        if (bug != Bug.DELTA_WITHOUT_REMOVALS) {
            since.live.forEach((element, dots) -> dots.stream()
                    .filter(dot ->
                            saw(dot) && !live.getOrDefault(element, Set.of()).contains(dot))
                    .forEach(dot -> {
                        delta.seen.add(dot);
                        hinted.add(element);
                    }));
        }
        live.forEach((element, dots) -> {
            Set<Dot> fresh = new TreeSet<>(dots);
            fresh.removeIf(since::saw);
            if (!fresh.isEmpty()) {
                delta.live.put(element, fresh);
            }
        });
        return delta;
    }

    /** An element each, and what was removed; each with the dots it mentions and no others. */
    private List<ToySet> pieces() {
        List<ToySet> pieces = new ArrayList<>();
        Set<Dot> rest = new TreeSet<>(seen);
        live.forEach((element, dots) -> {
            rest.removeAll(dots);
            pieces.add(new ToySet(bug, Map.of(element, dots), bug == Bug.DELTA_CUT_WITHOUT_ITS_CONTEXT ? seen : dots));
        });
        pieces.add(new ToySet(bug, Map.of(), rest));
        return pieces;
    }

    private ToySet copy() {
        return new ToySet(bug, new LinkedHashMap<>(live), new TreeSet<>(seen));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ToySet that
                && seen.equals(that.seen)
                && (bug == Bug.ORDER_OF_ARRIVAL_IN_EQUALS
                        ? live.toString().equals(that.live.toString())
                        : live.equals(that.live));
    }

    @Override
    public int hashCode() {
        return bug == Bug.HASH_OF_THE_OBJECT ? System.identityHashCode(this) : Objects.hash(live, seen);
    }

    @Override
    public String toString() {
        return "(" + new TreeMap<>(live) + ", " + seen + ")";
    }
}
