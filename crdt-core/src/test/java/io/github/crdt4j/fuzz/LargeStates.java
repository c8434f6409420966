package io.github.crdt4j.fuzz;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** States of up to 64 kB: large enough for several sections and blocks, and made so that they cost as much as they can. */
final class LargeStates {

    private static final int LIST_LENGTH = 24;

    private LargeStates() {}

    static List<Crdt<?>> all() {
        ORMap<Object, PNCounter> counters = ORMap.empty(PNCounter.empty());
        ORMap<Object, MVRegister<Object>> registers = ORMap.empty(MVRegister.empty());
        return List.of(
                set(6_000, "user-%07d"::formatted),
                set(5_000, i -> (long) i),
                set(2_000, LargeStates::nearlyEqual),
                set(1_000, i -> colliding(i, 10)),
                set(300, i -> ORSet.empty().add(Samples.B, i)),
                counters.edit(Samples.A, editor -> {
                    for (int i = 0; i < 1_000; i++) {
                        editor.update((long) i, counter -> counter.increment(Samples.A));
                    }
                }),
                registers.edit(Samples.A, editor -> {
                    for (int i = 0; i < 1_000; i++) {
                        editor.update(colliding(i, 10), register -> register.set(Samples.A, "x"));
                    }
                }),
                siblings(200),
                gaps(5_000),
                VectorClock.of(clock(2_000)),
                counter(1_000));
    }

    private static ORSet<Object> set(int size, IntFunction<Object> element) {
        return ORSet.empty().edit(Samples.A, editor -> {
            for (int i = 0; i < size; i++) {
                editor.add(element.apply(i));
            }
        });
    }

    /** Lists of which nearly all is shared with the one before. */
    private static Object nearlyEqual(int number) {
        List<Object> list = new ArrayList<>(Collections.nCopies(LIST_LENGTH, true));
        list.add((long) number);
        list.addAll(Collections.nCopies(LIST_LENGTH, true));
        return list;
    }

    /** Lists of one hash code: each two elements are [0, 31] or [1, 0]. */
    private static Object colliding(int number, int bits) {
        List<Object> list = new ArrayList<>();
        for (int bit = 0; bit < bits; bit++) {
            boolean one = (number >> bit & 1) == 1;
            list.add((byte) (one ? 1 : 0));
            list.add((byte) (one ? 0 : 31));
        }
        return list;
    }

    private static MVRegister<Object> siblings(int size) {
        MVRegister<Object> register = MVRegister.empty();
        for (int i = 0; i < size; i++) {
            register = register.merge(MVRegister.empty().set(ReplicaId.of("r" + i), i));
        }
        return register;
    }

    private static CausalContext gaps(int size) {
        var context = CausalContext.builder();
        for (int i = 1; i <= size; i++) {
            context.add(Samples.A, 3L * i, 3L * i + i % 2);
        }
        return context.build();
    }

    private static Map<ReplicaId, Long> clock(int size) {
        Map<ReplicaId, Long> clock = new HashMap<>();
        for (int i = 0; i < size; i++) {
            clock.put(ReplicaId.of("r" + i), 1L + i);
        }
        return clock;
    }

    private static GCounter counter(int size) {
        GCounter counter = GCounter.empty();
        for (int i = 0; i < size; i++) {
            counter = counter.merge(GCounter.empty().increment(ReplicaId.of("r" + i), 1L + i));
        }
        return counter;
    }
}
