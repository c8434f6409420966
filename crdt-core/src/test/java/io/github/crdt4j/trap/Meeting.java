package io.github.crdt4j.trap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Collections2;
import io.github.crdt4j.Crdt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Brings states together in every way that replicas can, and checks that the way does not show. */
final class Meeting {

    private enum Form {
        FULL_STATE,
        DELTA_SINCE_COMMON_PAST,
        DELTA_SINCE_RECEIVER
    }

    private static final List<Form> FORMS = List.of(Form.values());

    private Meeting() {}

    /**
     * The join of some states that grew out of one past: by full state, by delta and mixed, in every order, all of it
     * twice; and from their deltas alone, in every order, the past itself among them.
     */
    @SafeVarargs
    static <S extends Crdt<S>> S of(S bottom, S past, S... grown) {
        List<S> states = new ArrayList<>();
        for (S state : grown) {
            states.add(state);
        }
        S expected = states.stream().reduce(past, Crdt::merge);
        for (List<S> order : Collections2.permutations(states)) {
            for (int i = 0; i < FORMS.size(); i++) {
                Form first = FORMS.get(i);
                same(expected, deliver(past, order, i, 0), () -> "from " + past + ", " + order + " as " + first);
                same(expected, deliver(past, order, i, 1), () -> "from " + past + ", " + order + " mixed " + first);
            }
        }
        List<S> deltas = new ArrayList<>(List.of(past));
        states.forEach(state -> deltas.add(state.delta(past)));
        anyOrder(bottom, expected, deltas);
        for (S state : states) {
            assertTrue(state.leq(expected), () -> state + " is below " + expected);
            assertSame(expected, expected.merge(state), "nothing new, the same object");
        }
        return expected;
    }

    /** What deltas end in, whatever their order, with each of them twice, one by one and grouped. */
    static <S extends Crdt<S>> void anyOrder(S bottom, S expected, List<S> deltas) {
        for (List<S> order : Collections2.permutations(deltas)) {
            S receiver = bottom;
            for (S delta : order) {
                S before = receiver;
                receiver = twice(receiver, delta);
                Places.assertKept(before, delta, receiver);
            }
            same(expected, receiver, () -> "deltas " + order);
            S grouped = order.stream().reduce(Crdt::merge).orElse(bottom);
            same(expected, bottom.merge(grouped), () -> "grouped deltas " + order);
        }
    }

    private static <S extends Crdt<S>> S deliver(S past, List<S> order, int first, int step) {
        S receiver = past;
        for (int i = 0; i < order.size(); i++) {
            Form form = FORMS.get((first + i * step) % FORMS.size());
            receiver = twice(receiver, message(order.get(i), form, past, receiver));
        }
        return receiver;
    }

    private static <S extends Crdt<S>> S message(S state, Form form, S past, S receiver) {
        return switch (form) {
            case FULL_STATE -> state;
            case DELTA_SINCE_COMMON_PAST -> state.delta(past);
            case DELTA_SINCE_RECEIVER -> state.delta(receiver);
        };
    }

    private static <S extends Crdt<S>> S twice(S receiver, S message) {
        S once = receiver.merge(message);
        assertEquals(once, message.merge(receiver), () -> "the merge of " + receiver + " and " + message + " commutes");
        assertSame(once, once.merge(message), "a duplicate changes nothing");
        return once;
    }

    private static <S> void same(S expected, S actual, Supplier<String> way) {
        assertEquals(expected, actual, way);
        assertEquals(expected.hashCode(), actual.hashCode(), way);
    }
}
