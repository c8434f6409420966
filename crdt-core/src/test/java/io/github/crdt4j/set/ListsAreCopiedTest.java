package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list whose owner goes on changing it damages no state. */
class ListsAreCopiedTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final LamportTimestamp FIRST = new LamportTimestamp(1, A);

    private record Put(String name, Function<List<Object>, Object> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Put> puts() {
        ORMap<List<Object>, PNCounter> map = ORMap.empty(PNCounter.empty());
        OpORMap<List<Object>, OpPNCounter, OpPNCounter.Change> operations = OpORMap.empty(OpPNCounter.empty());
        return Stream.of(
                new Put("ORSet.add", list -> ORSet.<List<Object>>empty().add(A, list)),
                new Put("ORSet.edit", list -> ORSet.<List<Object>>empty().edit(A, editor -> editor.add(list))),
                new Put("ORMap.update", list -> map.update(A, list, count -> count.increment(A))),
                new Put("ORMap.edit", list -> map.edit(A, editor -> editor.update(list, count -> count.increment(A)))),
                new Put(
                        "LWWRegister.set",
                        list -> LWWRegister.<List<Object>>empty().set(FIRST, list)),
                new Put(
                        "MVRegister.set",
                        list -> MVRegister.<List<Object>>empty().set(A, list)),
                new Put("OpORSet.add", list -> OpORSet.<List<Object>>empty().add(list)),
                new Put("OpORSet.remove", list -> new OpORSet.Remove<>(list)),
                new Put("OpORMap.update", list -> operations.update(list, count -> count.increment(1))),
                new Put(
                        "OpLWWRegister.set",
                        list -> OpLWWRegister.<List<Object>>empty().set(FIRST, list)),
                new Put("OpLWWRegister.Write", list -> new OpLWWRegister.Write<>(FIRST, Optional.of(list))),
                new Put(
                        "OpMVRegister.set",
                        list -> OpMVRegister.<List<Object>>empty().set(list)));
    }

    @ParameterizedTest
    @MethodSource("puts")
    void whatTheOwnerOfAListDoesToItLaterIsNotSeen(Put put) {
        List<Object> inner = new ArrayList<>(List.of("b"));
        List<Object> list = new ArrayList<>(List.of("a", inner));
        Object state = put.of().apply(list);
        list.add("c");
        inner.clear();
        assertEquals(put.of().apply(List.of("a", List.of("b"))), state);
        Object within = put.of().apply(List.of(inner));
        inner.add("d");
        assertEquals(put.of().apply(List.of(List.of())), within);
    }

    @ParameterizedTest
    @MethodSource("puts")
    void aListWithNullOrAnArrayIsRefusedWhereItIsPutIn(Put put) {
        String said = assertThrows(
                        IllegalArgumentException.class, () -> put.of().apply(Arrays.asList("a", null)))
                .getMessage();
        assertTrue(said.contains("[1] is null, which a list of 2 cannot hold"), said);
        assertThrows(IllegalArgumentException.class, () -> put.of().apply(List.of(List.of(new int[1]))));
        assertThrows(IllegalArgumentException.class, () -> put.of().apply(List.of("a", Arrays.asList(1, 2, null))));
        assertThrows(IllegalArgumentException.class, () -> put.of().apply(List.of(Optional.of(new int[1]))));
        assertEquals(Map.of(1, put.of().apply(List.of())), Map.of(1, put.of().apply(new ArrayList<>())));
    }

    @ParameterizedTest
    @MethodSource("puts")
    void aListInAnOptionalIsCopiedToo(Put put) {
        List<Object> list = new ArrayList<>(List.of("a"));
        Object state = put.of().apply(List.of(Optional.of(list)));
        list.add("b");
        assertEquals(put.of().apply(List.of(Optional.of(List.of("a")))), state);
    }

    @Test
    void anOptionalByItselfIsLookedIntoAsAListIs() {
        List<String> list = new ArrayList<>(List.of("a"));
        var set =
                ORSet.<Optional<List<String>>>empty().add(A, Optional.of(list)).add(A, Optional.empty());
        list.add("b");
        assertTrue(set.contains(Optional.of(List.of("a"))));
        String said = assertThrows(
                        IllegalArgumentException.class, () -> ORSet.empty().add(A, Optional.of(new int[1])))
                .getMessage();
        assertTrue(said.startsWith("element in an Optional is an array (int[])"), said);
    }
}
