package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Components;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.laws.Subject.Promise;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The laws of {@link Crdt}, each a check of a few given states. */
final class LatticeLaws<S extends Crdt<S>> {

    private final Set<Promise> promises;
    private final @Nullable Codec<S> codec;
    private final boolean clones;

    private LatticeLaws(Set<Promise> promises, @Nullable Codec<S> codec, boolean clones) {
        this.promises = promises;
        this.codec = codec;
        this.clones = clones;
    }

    static <S extends Crdt<S>> LatticeLaws<S> of(Subject<S, ?> subject) {
        return new LatticeLaws<>(subject.promises(), subject.codec().orElse(null), false);
    }

    /** The laws that hold where one event has two contents, too: all but that a delta holds nothing more than its state. */
    LatticeLaws<S> despiteClones() {
        var fewer = EnumSet.copyOf(promises);
        fewer.remove(Promise.LEAST_DELTA);
        return new LatticeLaws<>(fewer, codec, true);
    }

    /** A record of states hands each component to its {@code zip} once, whatever is in it. */
    static void zip(Object state) {
        if (state instanceof Composite<?> record) {
            try {
                var unused = componentsOf(record);
            } catch (IllegalArgumentException e) {
                throw new LawViolation("zip hands over each component once", "  " + e.getMessage()).because(e);
            }
        }
    }

    @SuppressWarnings("unchecked") // a record is of its own type
    private static <P extends Composite<P>> Components componentsOf(Composite<?> record) {
        return Components.of((P) record);
    }

    /** Laws of one state and the bottom. */
    void one(S bottom, S a) {
        zip(a);
        same("merge is idempotent", a.merge(a), a, a);
        same("the empty state is neutral", a.merge(bottom), a, a, bottom);
        same("the empty state is neutral", bottom.merge(a), a, bottom, a);
        require("the empty state is least", bottom.leq(a), bottom, a);
        require("the order is reflexive", a.leq(a), a);
        require("what a state adds to itself is nothing", bottomLike(a.delta(a), a), a, a.delta(a));
        if (codec != null) {
            var unused = codec.sent(a);
        }
        if (promises.contains(Promise.LEAST_DELTA)) {
            same("what a state adds to itself is the empty state", a.delta(a), bottom, a);
            same("what a state adds to nothing is all of it", a.delta(bottom), a, a);
        }
        if (promises.contains(Promise.SAME_OBJECT)) {
            require("merging nothing returns the same object", a.merge(bottom) == a, a);
            require("merging into nothing returns the same object", bottom.equals(a) || bottom.merge(a) == a, a);
        }
    }

    private boolean bottomLike(S delta, S state) {
        return state.merge(delta).equals(state);
    }

    /** Laws of two states. */
    void two(S a, S b) {
        S joined = a.merge(b);
        S swapped = b.merge(a);
        same("merge is commutative", joined, swapped, a, b);
        require("merge is an upper bound", a.leq(joined) && b.leq(joined), a, b, joined);
        require("leq agrees with merge", a.leq(b) == joined.equals(b), a, b);
        require("leq is antisymmetric", !(a.leq(b) && b.leq(a)) || a.equals(b), a, b);
        require("equal states have equal hash codes", !a.equals(b) || a.hashCode() == b.hashCode(), a, b);
        S delta = a.delta(b);
        same("since.merge(after.delta(since)) is since.merge(after)", b.merge(delta), joined, a, b, delta);
        require("a delta is contained in its state", clones || delta.leq(a), a, b, delta);
        if (codec != null) {
            Codec.requireSame(codec.bytes(joined), codec.bytes(swapped), joined, swapped);
            if (a.equals(b)) {
                Codec.requireSame(codec.bytes(a), codec.bytes(b), a, b);
            }
        }
        if (promises.contains(Promise.SAME_OBJECT)) {
            require("a merge that adds nothing returns the same object", !b.leq(a) || joined == a, a, b);
            require("a merge into less returns the other object", !a.leq(b) || b.leq(a) || joined == b, a, b);
        }
    }

    /** Laws of three states. */
    void three(S a, S b, S c) {
        same("merge is associative", a.merge(b).merge(c), a.merge(b.merge(c)), a, b, c);
        require("the order is transitive", !(a.leq(b) && b.leq(c)) || a.leq(c), a, b, c);
        require(
                "merge is the least upper bound",
                !(a.leq(c) && b.leq(c)) || a.merge(b).leq(c),
                a,
                b,
                c);
        if (promises.contains(Promise.LEAST_DELTA) && b.merge(c).equals(b.merge(a))) {
            require("no state smaller than the delta will do", a.delta(b).leq(c), a, b, c, a.delta(b));
        }
        S candidate = a.delta(c);
        if (promises.contains(Promise.LEAST_DELTA) && b.merge(candidate).equals(b.merge(a))) {
            require("no other delta is smaller", a.delta(b).leq(candidate), a, b, c, a.delta(b), candidate);
        }
    }

    /** A mutator never goes down. */
    void inflates(S before, S after) {
        require("an update only adds to the state", before.leq(after), before, after);
        same("merging the state before an update changes nothing", after.merge(before), after, before, after);
    }

    private void same(String law, S actual, S expected, Object... states) {
        if (!actual.equals(expected)) {
            fail(
                    law,
                    states,
                    "  gives      " + Alike.text(actual, expected) + System.lineSeparator() + "  instead of "
                            + Alike.text(expected, actual));
        }
    }

    private void require(String law, boolean holds, Object... states) {
        if (!holds) {
            fail(law, states, "  does not hold");
        }
    }

    private void fail(String law, Object[] states, String what) {
        var text = new StringBuilder("  ").append(Formulas.of(law)).append(System.lineSeparator());
        for (int i = 0; i < states.length; i++) {
            text.append("  ")
                    .append((char) ('a' + i))
                    .append(" = ")
                    .append(states[i])
                    .append(System.lineSeparator());
        }
        throw new LawViolation(clones ? law + ", despite clones" : law, text + what);
    }
}
