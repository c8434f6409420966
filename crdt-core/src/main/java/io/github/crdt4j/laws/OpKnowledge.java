package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.Operation;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must know, told from what was handed to it and nothing else: the events carried out, those that wait,
 * the state that comes of carrying them out one by one, and the state-based sibling of it.
 */
final class OpKnowledge<S extends OpCrdt<S, P>, P extends Operation> {

    final BitSet seen = new BitSet();
    final BitSet waiting = new BitSet();
    S model;
    long own = 0;
    private final @Nullable Twin<?> twin;
    private @Nullable S beforeLast;
    private @Nullable OpMessage<List<P>> last;

    /** The state-based sibling, and how it is read. */
    private record Twin<T extends Crdt<T>>(Subject<T, ?> subject, T state) {

        Object value() {
            return subject.value(state);
        }

        @SuppressWarnings("unchecked") // deltas come from the same subject
        Twin<T> merge(Object delta) {
            return new Twin<>(subject, state.merge((T) delta));
        }

        @SuppressWarnings("unchecked") // operations come from the same subject
        <O> Twin<T> apply(Issuer issuer, O what) {
            return new Twin<>(subject, ((Subject<T, O>) subject).apply(state, issuer, what));
        }

        @SuppressWarnings("unchecked") // both are of the same subject
        Object delta(Twin<?> before) {
            return state.delta((T) before.state);
        }
    }

    OpKnowledge(S initial, Optional<? extends Subject<?, ?>> sibling) {
        this.model = initial;
        this.twin = sibling.map(OpKnowledge::begin).orElse(null);
    }

    private OpKnowledge(OpKnowledge<S, P> other, @Nullable Twin<?> twin) {
        seen.or(other.seen);
        waiting.or(other.waiting);
        model = other.model;
        own = other.own;
        this.twin = twin;
    }

    private static <T extends Crdt<T>> Twin<?> begin(Subject<T, ?> subject) {
        return new Twin<>(subject, subject.bottom());
    }

    OpKnowledge<S, P> copy() {
        return new OpKnowledge<>(this, twin);
    }

    /** After something done here; what it added is what the others' siblings will be told. */
    <O> OpKnowledge<S, P> done(Issuer issuer, O what, S after) {
        var next = new OpKnowledge<>(this, twin == null ? null : twin.apply(issuer, what));
        next.model = after;
        return next;
    }

    @Nullable
    Object deltaSince(OpKnowledge<S, P> before) {
        return twin == null || before.twin == null ? null : twin.delta(before.twin);
    }

    @Nullable
    Object twinState() {
        return twin == null ? null : twin.state();
    }

    @Nullable
    Object twinValue() {
        return twin == null ? null : twin.value();
    }

    /** After an event whose time has come; checks that it commutes with the one before, if that was concurrent. */
    OpKnowledge<S, P> carriedOut(int event, OpMessage<List<P>> message, @Nullable Object delta) {
        var next = new OpKnowledge<>(this, twin == null || delta == null ? twin : twin.merge(delta));
        next.waiting.clear(event);
        next.seen.set(event);
        next.model = effect(model, message);
        next.beforeLast = model;
        next.last = message;
        if (last != null && beforeLast != null && !message.clock().contains(last.dot())) {
            S other = effect(effect(beforeLast, message), last);
            if (!other.equals(next.model)) {
                throw new LawViolation(
                        "concurrent effects commute",
                        "  before     = " + beforeLast + "\n  one        = " + last + "\n  other      = " + message
                                + "\n  one first  = " + next.model + "\n  other first = " + other);
            }
        }
        return next;
    }

    private static <S extends OpCrdt<S, P>, P extends Operation> S effect(S state, OpMessage<List<P>> message) {
        S next = state;
        for (P operation : message.payload()) {
            next = next.effect(operation, message.dot(), message.clock());
        }
        return next;
    }

    /** After taking over what another replica knows. */
    OpKnowledge<S, P> adopted(OpKnowledge<S, P> other) {
        Object whole = other.twinState();
        var next = new OpKnowledge<>(this, twin == null || whole == null ? twin : twin.merge(whole));
        next.seen.or(other.seen);
        next.waiting.andNot(other.seen);
        next.model = other.model;
        return next;
    }
}
