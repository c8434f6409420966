package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Named.named;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.OpBoundedCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.flag.OpDWFlag;
import io.github.crdt4j.flag.OpEWFlag;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.OpGMap;
import io.github.crdt4j.map.OpLWWMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.map.OpORMultimap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.register.OpMaxRegister;
import io.github.crdt4j.register.OpMinRegister;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.OpGSet;
import io.github.crdt4j.set.OpLWWElementSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.set.OpRWSet;
import io.github.crdt4j.set.OpTwoPSet;
import io.github.crdt4j.specification.Maps.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The operation-based types, each judged by the specification of its sibling. */
public final class OpSubjects {

    private OpSubjects() {}

    static final BySibling<OpGCounter, OpGCounter.Increment, Long> GROW_ONLY = BySibling.of(
            OpGCounter.empty(),
            Counters.GROW_ONLY,
            (state, apply, issuer, amount) -> apply.accept(state.get().increment(amount)),
            OpGCounter::value);

    static final BySibling<OpPNCounter, OpPNCounter.Change, Long> UP_AND_DOWN = BySibling.of(
            OpPNCounter.empty(),
            Counters.UP_AND_DOWN,
            (state, apply, issuer, amount) -> apply.accept(
                    amount < 0 ? state.get().decrement(-amount) : state.get().increment(amount)),
            OpPNCounter::value);

    static final BySibling<OpLWWRegister<String>, OpLWWRegister.Write<String>, String> LAST_WRITER = BySibling.of(
            OpLWWRegister.empty(),
            Registers.LAST_WRITER,
            (state, apply, issuer, value) -> apply.accept(
                    value.equals(Registers.UNSET)
                            ? state.get().unset(issuer.stamp())
                            : state.get().set(issuer.stamp(), value)),
            OpLWWRegister::value);

    static final BySibling<OpMVRegister<String>, OpMVRegister.Write<String>, String> MULTI_VALUE =
            multiValue(Registers.MULTI_VALUE);

    static final BySibling<OpMVRegister<String>, OpMVRegister.Write<String>, String> MULTI_VALUE_WRITES =
            multiValue(Registers.MULTI_VALUE_WRITES);

    private static BySibling<OpMVRegister<String>, OpMVRegister.Write<String>, String> multiValue(
            Subject<?, String> twin) {
        return BySibling.of(
                OpMVRegister.empty(),
                twin,
                (state, apply, issuer, value) -> {
                    if (value.equals("!")) {
                        state.get().resolve(siblings -> "r" + siblings.size()).ifPresent(apply);
                    } else {
                        apply.accept(state.get().set(value));
                    }
                },
                state -> state.values().stream().sorted().toList());
    }

    static final BySibling<OpORSet<String>, OpORSet.Change<String>, String> ADD_WINS =
            BySibling.of(OpORSet.empty(), Sets.ADD_WINS, OpSubjects::changeSet, state -> Set.copyOf(state.elements()));

    private static void changeSet(
            Supplier<OpORSet<String>> state, Consumer<OpORSet.Change<String>> apply, Issuer issuer, String what) {
        switch (what) {
            case "clear" -> apply.accept(state.get().clear());
            case "swap" -> {
                apply.accept(state.get().remove("BB"));
                apply.accept(state.get().add("Aa"));
                apply.accept(state.get().remove("Aa"));
                apply.accept(state.get().add("BB"));
                apply.accept(state.get().add("x"));
                apply.accept(state.get().remove("x"));
            }
            default ->
                apply.accept(
                        what.charAt(0) == '+'
                                ? state.get().add(what.substring(1))
                                : state.get().remove(what.substring(1)));
        }
    }

    static final BySibling<OpEWFlag, OpEWFlag.Change, Script.Call> ENABLE_WINS = BySibling.of(
            OpEWFlag.empty(),
            Flags.ENABLE_WINS,
            (state, apply, issuer, call) -> apply.accept(
                    call.equals(Flags.ENABLE)
                            ? state.get().enable()
                            : state.get().disable()),
            OpEWFlag::isEnabled);

    static final BySibling<OpDWFlag, OpDWFlag.Change, Script.Call> DISABLE_WINS = BySibling.of(
            OpDWFlag.empty(),
            Flags.DISABLE_WINS,
            (state, apply, issuer, call) -> apply.accept(
                    call.equals(Flags.ENABLE)
                            ? state.get().enable()
                            : state.get().disable()),
            OpDWFlag::isEnabled);

    static final BySibling<OpGSet<String>, OpGSet.Add<String>, String> GROWING = BySibling.of(
            OpGSet.empty(),
            MoreSets.GROW_ONLY,
            (state, apply, issuer, what) -> (what.equals("both") ? List.of("Aa", "BB") : List.of(what.substring(1)))
                    .forEach(element -> apply.accept(state.get().add(element))),
            state -> Set.copyOf(state.elements()));

    static final BySibling<OpTwoPSet<String>, OpTwoPSet.Change<String>, String> TWO_PHASES = BySibling.of(
            OpTwoPSet.empty(),
            MoreSets.TWO_PHASES,
            (state, apply, issuer, what) -> {
                String element = what.substring(1);
                boolean isRemoved = state.get().isRemoved(element);
                if (what.charAt(0) == '+' && !isRemoved) {
                    apply.accept(state.get().add(element));
                } else if (what.charAt(0) == '-' && (isRemoved || state.get().contains(element))) {
                    apply.accept(state.get().remove(element));
                }
            },
            state -> Set.copyOf(state.elements()));

    static final BySibling<OpTwoPSet<String>, OpTwoPSet.Change<String>, String> TWO_PHASES_OF_UNIQUE = BySibling.of(
            OpTwoPSet.empty(),
            MoreSets.TWO_PHASES_OF_UNIQUE,
            (state, apply, issuer, what) -> {
                String element = what.substring(1) + "@";
                if (what.charAt(0) == '+') {
                    apply.accept(state.get().add(element + issuer.stamp()));
                } else {
                    List.copyOf(state.get().elements()).stream()
                            .filter(present -> present.startsWith(element))
                            .forEach(present -> apply.accept(state.get().remove(present)));
                }
            },
            state -> Set.copyOf(state.elements()));

    private static BySibling<OpRWSet<String>, OpRWSet.Change<String>, String> removeWins(Subject<?, String> twin) {
        return BySibling.of(
                OpRWSet.empty(),
                twin,
                (state, apply, issuer, what) -> apply.accept(
                        switch (what.charAt(0)) {
                            case '+' -> state.get().add(what.substring(1));
                            case '-' -> state.get().remove(what.substring(1));
                            default -> state.get().clear();
                        }),
                state -> Set.copyOf(state.elements()));
    }

    private static BySibling<OpLWWElementSet<String>, OpLWWElementSet.Write<String>, String> lastWriter(
            LWWElementSet.Bias bias) {
        return BySibling.of(
                OpLWWElementSet.empty(bias),
                MoreSets.lastWriter(bias),
                (state, apply, issuer, what) -> apply.accept(
                        what.charAt(0) == '+'
                                ? state.get().add(issuer.stamp(), what.substring(1))
                                : state.get().remove(issuer.stamp(), what.substring(1))),
                state -> Set.copyOf(state.elements()));
    }

    private static BySibling<OpMaxRegister<Long>, OpMaxRegister.Write<Long>, Long> greatest(Subject<?, Long> twin) {
        return BySibling.of(
                OpMaxRegister.empty(),
                twin,
                (state, apply, issuer, value) -> state.get().set(value).ifPresent(apply),
                OpMaxRegister::value);
    }

    private static BySibling<OpMinRegister<Long>, OpMinRegister.Write<Long>, Long> least(Subject<?, Long> twin) {
        return BySibling.of(
                OpMinRegister.empty(),
                twin,
                (state, apply, issuer, value) -> state.get().set(-value).ifPresent(apply),
                OpMinRegister::value);
    }

    static final BySibling<OpLWWMap<String, String>, OpLWWMap.Write<String, String>, String> LAST_WRITER_MAP =
            BySibling.of(
                    OpLWWMap.empty(),
                    PlainMaps.LAST_WRITER,
                    (state, apply, issuer, what) -> apply.accept(
                            what.charAt(0) == '-'
                                    ? state.get().remove(issuer.stamp(), PlainMaps.key(what))
                                    : state.get().put(issuer.stamp(), PlainMaps.key(what), PlainMaps.valueOf(what))),
                    state ->
                            state.size() == state.keys().size() ? Map.copyOf(state.entries()) : "size " + state.size());

    static final BySibling<OpORMultimap<String, String>, OpORMultimap.Change<String, String>, String> MULTIMAP =
            BySibling.of(
                    OpORMultimap.empty(),
                    PlainMaps.MULTIMAP,
                    (state, apply, issuer, what) -> {
                        if (what.equals("clear")) {
                            apply.accept(state.get().clear());
                        } else if (what.charAt(0) == '+') {
                            apply.accept(state.get().put(PlainMaps.key(what), PlainMaps.valueOf(what)));
                        } else {
                            apply.accept(
                                    what.contains(" ")
                                            ? state.get().remove(PlainMaps.key(what), PlainMaps.valueOf(what))
                                            : state.get().removeAll(PlainMaps.key(what)));
                        }
                    },
                    state -> state.size() == state.toSetMultimap().size()
                            ? Map.copyOf(state.entries())
                            : "size " + state.size());

    static final BySibling<OpBoundedCounter, OpBoundedCounter.Change, String> BOUNDED = BySibling.of(
            OpBoundedCounter.of(GrowOnly.BOUND),
            GrowOnly.BOUNDED,
            (state, apply, issuer, what) -> {
                ReplicaId self = issuer.self();
                long amount = Long.parseLong(what.substring(1));
                String kind = what.substring(0, 1);
                if (kind.equals("+")) {
                    apply.accept(state.get().increment(amount));
                } else if (state.get().rights(self) >= amount && !kind.equals(self.name())) {
                    apply.accept(
                            kind.equals("-")
                                    ? state.get().decrement(self, amount)
                                    : state.get().transfer(self, ReplicaId.of(kind), amount));
                }
            },
            state -> List.of(
                    state.value() >= GrowOnly.BOUND,
                    state.value(),
                    GrowOnly.MEMBERS.stream().map(state::rights).toList()));

    /** Of increments alone: what is refused is no operation, and so makes no key. */
    static final BySibling<
                    OpGMap<String, OpBoundedCounter, OpBoundedCounter.Change>,
                    OpGMap.Update<String, OpBoundedCounter.Change>,
                    GrowOnly.Change>
            GROWING_MAP = new BySibling<>(
                    OpGMap.empty(BOUNDED.initial()),
                    GrowOnly.MAP,
                    change -> change.operation().charAt(0) == '+',
                    (state, apply, issuer, change) -> BOUNDED.doing()
                            .run(
                                    () -> state.get().get(change.key()),
                                    operation -> apply.accept(new OpGMap.Update<>(change.key(), operation)),
                                    issuer,
                                    change.operation()),
                    state -> {
                        Map<String, Object> values = new HashMap<>();
                        state.entries().forEach((key, value) -> values.put(key, BOUNDED.value(value)));
                        return values.size() == state.size() ? values : "size " + state.size();
                    });

    /** A map whose values are those of another subject; the sibling of the values is given with its own type. */
    static <V extends OpRemovable<V, P>, P extends Operation, W extends Causal<W>, O>
            BySibling<OpORMap<String, V, P>, OpORMap.Change<String, P>, Change<O>> map(
                    BySibling<V, P, O> nested, Subject<W, O> twin) {
        return new BySibling<>(
                OpORMap.empty(nested.initial()),
                Maps.of(twin),
                change -> isPossible(nested, change),
                (state, apply, issuer, change) -> {
                    if (change instanceof Change.Clear<O>) {
                        apply.accept(state.get().clear());
                    } else if (change instanceof Change.Remove<O> remove) {
                        apply.accept(state.get().remove(remove.key()));
                    } else if (change instanceof Change.Renew<O> renew) {
                        apply.accept(state.get().remove(renew.key()));
                        update(nested, state, apply, issuer, renew.key(), renew.operations());
                    } else if (change instanceof Change.Update<O> update) {
                        update(nested, state, apply, issuer, update.key(), update.operations());
                    }
                },
                state -> read(state, nested));
    }

    /** As a map is, but whatever is done to a key begins with an add, so that it is never nothing. */
    private static <S extends OpCrdt<S, P>, P extends Operation> BySibling<S, P, Change<String>> beginningWithAnAdd(
            BySibling<S, P, Change<String>> map) {
        return new BySibling<>(
                map.initial(),
                map.twin(),
                change -> map.possible().test(change)
                        && operations(change).stream().limit(1).allMatch(first -> first.charAt(0) == '+'),
                map.doing(),
                map.reader());
    }

    private static <O> List<O> operations(Change<O> change) {
        if (change instanceof Change.Update<O> update) {
            return update.operations();
        }
        return change instanceof Change.Renew<O> renew ? renew.operations() : List.of();
    }

    /** No operation only touches a key. */
    private static <O> boolean isPossible(BySibling<?, ?, O> nested, Change<O> change) {
        if (!(change instanceof Change.Update<O> || change instanceof Change.Renew<O>)) {
            return true;
        }
        List<O> operations = operations(change);
        return !operations.isEmpty()
                && operations.stream().allMatch(part -> nested.possible().test(part));
    }

    private static <V extends OpRemovable<V, P>, P extends Operation, O> void update(
            BySibling<V, P, O> nested,
            Supplier<OpORMap<String, V, P>> state,
            Consumer<OpORMap.Change<String, P>> apply,
            Issuer issuer,
            String key,
            List<O> operations) {
        for (int i = 0; i < operations.size(); i++) {
            nested.doing()
                    .run(
                            () -> state.get().get(key),
                            operation -> apply.accept(new OpORMap.Update<>(key, operation)),
                            issuer.part(i),
                            operations.get(i));
        }
    }

    private static <V extends OpRemovable<V, P>, P extends Operation> Object read(
            OpORMap<String, V, P> state, BySibling<V, P, ?> nested) {
        Map<String, Object> values = new HashMap<>();
        state.entries().forEach((key, value) -> values.put(key, nested.value(value)));
        if (values.size() != state.size() || !values.keySet().equals(Set.copyOf(state.keys()))) {
            return "size " + state.size() + ", keys " + state.keys() + ", entries " + values;
        }
        return values;
    }

    static final BySibling<OpORMap<String, OpGCounter, OpGCounter.Increment>, ?, Change<Long>> MAP_OF_G_COUNTER =
            map(GROW_ONLY, Counters.GROW_ONLY);

    static final BySibling<
                    OpORMap<String, OpPNCounter, OpPNCounter.Change>,
                    OpORMap.Change<String, OpPNCounter.Change>,
                    Change<Long>>
            MAP_OF_PN_COUNTER = map(UP_AND_DOWN, Counters.UP_AND_DOWN);

    static final BySibling<
                    OpORMap<
                            String,
                            OpORMap<String, OpPNCounter, OpPNCounter.Change>,
                            OpORMap.Change<String, OpPNCounter.Change>>,
                    OpORMap.Change<String, OpORMap.Change<String, OpPNCounter.Change>>,
                    Change<Change<Long>>>
            MAP_OF_MAP_OF_PN_COUNTER = map(MAP_OF_PN_COUNTER, Maps.of(Counters.UP_AND_DOWN));

    /** All subjects, by name. */
    public static Stream<Named<OpSubject<?, ?, ?>>> all() {
        return Stream.of(
                named("OpGCounter", GROW_ONLY),
                named("OpPNCounter", UP_AND_DOWN),
                named("OpLWWRegister", LAST_WRITER),
                named("OpMVRegister", MULTI_VALUE),
                named("OpORSet", ADD_WINS),
                named("OpEWFlag", ENABLE_WINS),
                named("OpDWFlag", DISABLE_WINS),
                named("OpGSet", GROWING),
                named("OpTwoPSet", TWO_PHASES),
                named("OpRWSet", removeWins(MoreSets.REMOVE_WINS)),
                named("OpLWWElementSet", lastWriter(LWWElementSet.Bias.ADD)),
                named("OpLWWElementSet that removes", lastWriter(LWWElementSet.Bias.REMOVE)),
                named("OpMaxRegister", greatest(Registers.GREATEST)),
                named("OpMinRegister", least(Registers.LEAST)),
                named("OpLWWMap", LAST_WRITER_MAP),
                named("OpORMultimap", MULTIMAP),
                named("OpBoundedCounter", BOUNDED),
                named("OpGMap of OpBoundedCounter", GROWING_MAP),
                named("OpORMap of OpEWFlag", map(ENABLE_WINS, Flags.ENABLE_WINS)),
                named("OpORMap of OpDWFlag", map(DISABLE_WINS, Flags.DISABLE_WINS)),
                named("OpORMap of OpGSet", map(GROWING, MoreSets.GROW_ONLY)),
                named(
                        "OpORMap of OpTwoPSet",
                        beginningWithAnAdd(map(TWO_PHASES_OF_UNIQUE, MoreSets.TWO_PHASES_OF_UNIQUE))),
                named(
                        "OpORMap of OpRWSet",
                        map(removeWins(MoreSets.REMOVE_WINS_IN_MAPS), MoreSets.REMOVE_WINS_IN_MAPS)),
                named(
                        "OpORMap of OpLWWElementSet",
                        map(lastWriter(LWWElementSet.Bias.ADD), MoreSets.lastWriter(LWWElementSet.Bias.ADD))),
                named(
                        "OpORMap of OpMaxRegister",
                        map(greatest(Registers.GREATEST_OF_GROWING), Registers.GREATEST_OF_GROWING)),
                named("OpORMap of OpMinRegister", map(least(Registers.LEAST_OF_FALLING), Registers.LEAST_OF_FALLING)),
                named("OpORMap of OpLWWMap", map(LAST_WRITER_MAP, PlainMaps.LAST_WRITER)),
                named("OpORMap of OpORMultimap", map(MULTIMAP, PlainMaps.MULTIMAP)),
                named("OpORMap of OpGCounter", MAP_OF_G_COUNTER),
                named("OpORMap of OpPNCounter", MAP_OF_PN_COUNTER),
                named("OpORMap of OpLWWRegister", map(LAST_WRITER, Registers.LAST_WRITER)),
                named("OpORMap of OpMVRegister", map(MULTI_VALUE_WRITES, Registers.MULTI_VALUE_WRITES)),
                named("OpORMap of OpORSet", map(ADD_WINS, Sets.ADD_WINS)),
                named("OpORMap of OpORMap of OpPNCounter", MAP_OF_MAP_OF_PN_COUNTER),
                named("OpORMap of OpORMap of OpORSet", map(map(ADD_WINS, Sets.ADD_WINS), Maps.of(Sets.ADD_WINS))));
    }
}
