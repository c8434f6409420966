package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpBoundedCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.flag.OpDWFlag;
import io.github.crdt4j.flag.OpEWFlag;
import io.github.crdt4j.map.OpGMap;
import io.github.crdt4j.map.OpLWWMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.map.OpORMultimap;
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
import io.github.crdt4j.time.LamportTimestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation has a text one can read in a log. */
class OperationTextTest {

    private static final OpORSet<String> SET = OpORSet.empty();
    private static final OpORMap<String, OpORSet<String>, OpORSet.Change<String>> MAP = OpORMap.empty(SET);

    private static final LamportTimestamp STAMP = new LamportTimestamp(7, ReplicaId.of("a"));
    private static final OpLWWElementSet<String> ONLINE = OpLWWElementSet.empty(LWWElementSet.Bias.ADD);
    private static final OpGMap<String, OpBoundedCounter, OpBoundedCounter.Change> STOCK =
            OpGMap.empty(OpBoundedCounter.empty());

    private static final List<Map.Entry<Operation, String>> TEXTS = List.of(
            Map.entry(OpGCounter.empty().increment(5), "increment(5)"),
            Map.entry(OpPNCounter.empty().increment(5), "increment(5)"),
            Map.entry(OpPNCounter.empty().decrement(7), "decrement(7)"),
            Map.entry(
                    OpLWWRegister.<String>empty().set(new LamportTimestamp(7, ReplicaId.of("a")), "x"), "set(7@a, x)"),
            Map.entry(OpMVRegister.<String>empty().set("x"), "set(x)"),
            Map.entry(SET.add("x"), "add(x)"),
            Map.entry(SET.remove("x"), "remove(x)"),
            Map.entry(SET.clear(), "clear()"),
            Map.entry(OpEWFlag.empty().enable(), "enable()"),
            Map.entry(OpEWFlag.empty().disable(), "disable()"),
            Map.entry(OpDWFlag.empty().enable(), "enable()"),
            Map.entry(OpDWFlag.empty().disable(), "disable()"),
            Map.entry(OpGSet.<String>empty().add("x"), "add(x)"),
            Map.entry(OpTwoPSet.<String>empty().add("x"), "add(x)"),
            Map.entry(new OpTwoPSet.Remove<>("x"), "remove(x)"),
            Map.entry(OpRWSet.<String>empty().add("x"), "add(x)"),
            Map.entry(OpRWSet.<String>empty().remove("x"), "remove(x)"),
            Map.entry(new OpRWSet.Clear<>(List.of("x", "y")), "clear([x, y])"),
            Map.entry(ONLINE.add(STAMP, "x"), "add(7@a, x)"),
            Map.entry(ONLINE.remove(STAMP, "x"), "remove(7@a, x)"),
            Map.entry(OpMaxRegister.<Long>empty().set(7L).orElseThrow(), "set(7)"),
            Map.entry(OpMinRegister.<Long>empty().set(7L).orElseThrow(), "set(7)"),
            Map.entry(OpLWWMap.<String, String>empty().put(STAMP, "k", "x"), "put(7@a, k, x)"),
            Map.entry(OpLWWMap.<String, String>empty().remove(STAMP, "k"), "remove(7@a, k)"),
            Map.entry(OpORMultimap.<String, String>empty().put("k", "x"), "put(k, x)"),
            Map.entry(OpORMultimap.<String, String>empty().remove("k", "x"), "remove(k, x)"),
            Map.entry(OpORMultimap.<String, String>empty().removeAll("k"), "removeAll(k)"),
            Map.entry(OpORMultimap.<String, String>empty().clear(), "clear()"),
            Map.entry(OpBoundedCounter.empty().increment(5), "increment(5)"),
            Map.entry(new OpBoundedCounter.Decrement(ReplicaId.of("a"), 5), "decrement(a, 5)"),
            Map.entry(new OpBoundedCounter.Transfer(ReplicaId.of("a"), ReplicaId.of("b"), 5), "transfer(a, b, 5)"),
            Map.entry(STOCK.update("milk", bottles -> bottles.increment(5)), "update(milk, increment(5))"),
            Map.entry(MAP.update("k", set -> set.add("x")), "update(k, add(x))"),
            Map.entry(MAP.remove("k"), "remove(k)"),
            Map.entry(MAP.clear(), "clear()"));

    @TestFactory
    Stream<DynamicTest> itReads() {
        return TEXTS.stream()
                .map(one -> dynamicTest(
                        one.getKey().getClass().getName(),
                        () -> assertEquals(one.getValue(), one.getKey().toString())));
    }

    @Test
    void noOperationIsForgotten() {
        assertEquals(
                Stream.<Class<?>>of(
                                OpGCounter.class,
                                OpPNCounter.class,
                                OpLWWRegister.class,
                                OpMVRegister.class,
                                OpORSet.class,
                                OpORMap.class,
                                OpEWFlag.class,
                                OpDWFlag.class,
                                OpGSet.class,
                                OpTwoPSet.class,
                                OpRWSet.class,
                                OpLWWElementSet.class,
                                OpMaxRegister.class,
                                OpMinRegister.class,
                                OpLWWMap.class,
                                OpORMultimap.class,
                                OpBoundedCounter.class,
                                OpGMap.class)
                        .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                        .filter(nested -> nested.isRecord() && Operation.class.isAssignableFrom(nested))
                        .collect(Collectors.toSet()),
                TEXTS.stream().map(text -> text.getKey().getClass()).collect(Collectors.toSet()));
    }
}
