package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.set.OpORSet;
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
                                OpORMap.class)
                        .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                        .filter(nested -> nested.isRecord() && Operation.class.isAssignableFrom(nested))
                        .collect(Collectors.toSet()),
                TEXTS.stream().map(text -> text.getKey().getClass()).collect(Collectors.toSet()));
    }
}
