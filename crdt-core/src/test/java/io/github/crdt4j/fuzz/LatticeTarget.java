package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.Witness;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Embeddings;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.Samples;

/**
 * Three states of a type, as a hostile peer or cloned replicas may send them: one dot may have several contents, or live
 * in several places. They obey the laws of a lattice, and everything that is made of them goes over the wire.
 */
public final class LatticeTarget {

    private LatticeTarget() {}

    /** Called by the fuzzer, before the first input. */
    public static void fuzzerInitialize() {
        Heap.occupy();
    }

    /**
     * One input: which type, then how three states come about.
     *
     * @param input the input
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var unused = run(input);
    }

    /** Whether there were three states. */
    static boolean run(byte[] input) {
        var choices = new Choices(input);
        return run(choices.oneOf(Kind.ALL), choices);
    }

    private static <S extends Crdt<S>> boolean run(Kind<S> kind, Choices choices) {
        S a;
        S b;
        S c;
        try {
            a = state(kind, null, choices);
            b = state(kind, a, choices);
            c = state(kind, b, choices);
        } catch (DecodeException refused) {
            return false;
        }
        try {
            laws(kind, a, b, c, choices);
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(kind.name() + " of " + a + " and " + b + " and " + c, broken);
        }
        return true;
    }

    private static <S extends Crdt<S>> void laws(Kind<S> kind, S a, S b, S c, Choices choices) {
        S joined = pair(kind, a, b);
        S all = pair(kind, c, joined);
        assertEquals(all, a.merge(b.merge(c)), "associative");
        S deltas = c.delta(a).merge(b.delta(a));
        assertEquals(all, a.merge(deltas), "deltas in any order");
        used(kind, joined, choices);
    }

    /** A state that was received is updated and cleared, and neither brings back or takes away what it should not. */
    static <S extends Crdt<S>> void used(Kind<S> kind, S state, Choices choices) {
        S updated = Growth.grow(state, choices);
        assertTrue(state.leq(updated), "an update loses nothing");
        assertFalse(updated.toString().isEmpty());
        pair(kind, updated, state);
        if (state instanceof Causal<?> causal) {
            forgotten(causal);
        }
    }

    @SuppressWarnings("unchecked") // a causal state is one of its own type
    private static <S extends Causal<S>> void forgotten(Causal<?> causal) {
        S state = (S) causal;
        S forgotten = Embeddings.forget(state);
        assertEquals(forgotten, forgotten.merge(state), "what was forgotten does not come back");
        assertTrue(forgotten.isEmpty(), "nothing survives");
    }

    /** A state from bytes, or updates from a sample or from another state. */
    private static <S extends Crdt<S>> S state(Kind<S> kind, S before, Choices choices) {
        int how = choices.below(4);
        if (how == 0) {
            return Growth.grow(kind.decode(choices.oneOf(kind.samples())), choices);
        }
        if (how == 1 && before != null) {
            return Growth.grow(before, choices);
        }
        byte[] bytes = AlmostValid.bytes(choices, kind.samples(), kind.large());
        S other = before == null ? kind.like() : before;
        Work.measure(bytes, () -> kind.decode(bytes), state -> assertTrue(other.leq(state.merge(other))));
        return kind.decode(bytes);
    }

    /** Two states and their join, which is returned. */
    @CanIgnoreReturnValue
    private static <S extends Crdt<S>> S pair(Kind<S> kind, S a, S b) {
        S joined = a.merge(b);
        S reversed = b.merge(a);
        byte[] bytes = Kind.CODEC.encode(joined);
        assertEquals(joined, reversed, "commutative");
        assertEquals(joined.hashCode(), reversed.hashCode());
        assertArrayEquals(bytes, Kind.CODEC.encode(reversed), "equal states have equal bytes");
        assertEquals(joined, kind.decode(bytes), "goes over the wire");
        assertEquals(joined, joined.merge(b), "idempotent");
        assertTrue(a.leq(joined) && b.leq(joined), "an upper bound");
        assertEquals(a.leq(b) && b.leq(a), a.equals(b), "antisymmetric");
        above(kind, a, b, joined);
        above(kind, b, a, reversed);
        return joined;
    }

    /** What a is above b, and what of it b has. */
    private static <S extends Crdt<S>> void above(Kind<S> kind, S a, S b, S joined) {
        assertEquals(a, a.merge(a), "idempotent");
        assertEquals(joined.equals(b), a.leq(b), "the order is that of the join");
        S delta = a.delta(b);
        assertEquals(joined, b.merge(delta), "what a delta adds");
        // Least it need not be: where one dot lives here in one place and there in another, part of a is left out.
        assertEquals(delta, kind.decode(Kind.CODEC.encode(delta)), "goes over the wire");
        if (kind.isOurs()) {
            assertTrue(!b.leq(a) || joined == a, "nothing added, the same object");
            assertTrue(b.leq(a) || !a.leq(b) || joined == b, "nothing added, the other object");
            assertEquals(delta, delta.delta(b), "nothing more to leave out");
        }
        Witness.of(a).ifPresent(witness -> {
            long unseen = witness.unseenEvents(a, Samples.A, b);
            assertTrue(unseen >= 0 && (unseen == 0 || !a.leq(b)), "unseen events of what is contained");
            assertTrue(witness.greatestStamp(joined) >= 0);
        });
    }
}
