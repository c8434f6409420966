package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Named.named;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.set.OpORSet;
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

    /** No operation only touches a key. */
    private static <O> boolean isPossible(BySibling<?, ?, O> nested, Change<O> change) {
        List<O> operations;
        if (change instanceof Change.Update<O> update) {
            operations = update.operations();
        } else if (change instanceof Change.Renew<O> renew) {
            operations = renew.operations();
        } else {
            return true;
        }
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
                named("OpORMap of OpGCounter", MAP_OF_G_COUNTER),
                named("OpORMap of OpPNCounter", MAP_OF_PN_COUNTER),
                named("OpORMap of OpLWWRegister", map(LAST_WRITER, Registers.LAST_WRITER)),
                named("OpORMap of OpMVRegister", map(MULTI_VALUE_WRITES, Registers.MULTI_VALUE_WRITES)),
                named("OpORMap of OpORSet", map(ADD_WINS, Sets.ADD_WINS)),
                named("OpORMap of OpORMap of OpPNCounter", MAP_OF_MAP_OF_PN_COUNTER),
                named("OpORMap of OpORMap of OpORSet", map(map(ADD_WINS, Sets.ADD_WINS), Maps.of(Sets.ADD_WINS))));
    }
}
