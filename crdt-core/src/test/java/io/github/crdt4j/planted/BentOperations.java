package io.github.crdt4j.planted;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A type of this library whose effects are carried out wrong in one way. */
record BentOperations<S extends OpCrdt<S, P>, P extends Operation>(S state, Bug bug)
        implements OpCrdt<BentOperations<S, P>, P> {

    enum Bug {
        NONE,
        EVERYTHING_COUNTS_AS_SEEN,
        NOTHING_COUNTS_AS_SEEN,
        EVERY_THIRD_IS_LOST,
        CARRIED_OUT_TWICE,
        SETTLE_FORGETS
    }

    private static final CausalPast EVERYTHING = replica -> Long.MAX_VALUE;

    @Override
    public BentOperations<S, P> effect(P operation, Dot dot, CausalPast past) {
        return switch (bug) {
            case EVERYTHING_COUNTS_AS_SEEN -> with(state.effect(operation, dot, EVERYTHING));
            case NOTHING_COUNTS_AS_SEEN -> with(state.effect(operation, dot, only(dot)));
            case EVERY_THIRD_IS_LOST -> dot.number() % 3 == 0 ? this : with(state.effect(operation, dot, past));
            case CARRIED_OUT_TWICE -> with(state.effect(operation, dot, past).effect(operation, dot, past));
            default -> with(state.effect(operation, dot, past));
        };
    }

    private static CausalPast only(Dot dot) {
        return replica -> replica.equals(dot.replica()) ? dot.number() : 0;
    }

    private BentOperations<S, P> with(S next) {
        return new BentOperations<>(next, bug);
    }

    @Override
    @SuppressWarnings("unchecked") // what can forget is of its own class
    public BentOperations<S, P> settle(VectorClock stable) {
        return bug == Bug.SETTLE_FORGETS && state instanceof OpRemovable<?, ?> removable
                ? with((S) removable.forget(stable))
                : with(state.settle(stable));
    }

    @Override
    public long greatestStamp() {
        return state.greatestStamp();
    }

    @Override
    public Object plain() {
        return state.plain();
    }

    /** The laws of a type, with a bug in its effects. */
    static <S extends OpCrdt<S, P>, P extends Operation, O> OpSubject<BentOperations<S, P>, P, O> of(
            OpSubject<S, P, O> subject, Bug bug) {
        return new OpSubject<>() {
            @Override
            public BentOperations<S, P> initial() {
                return new BentOperations<>(subject.initial(), bug);
            }

            @Override
            public O draw(RandomGenerator random) {
                return subject.draw(random);
            }

            /** Prepares on a state of its own, of which nobody hears. */
            @Override
            public void apply(OpEditor<BentOperations<S, P>, P> editor, Issuer issuer, O what) {
                ReplicaId self = issuer.self();
                var apart = new OpEditor<>(
                        editor.state().state(), new Dot(self, 1), replica -> replica.equals(self) ? 1 : 0);
                subject.apply(apart, issuer, what);
                apart.finish().forEach(editor::apply);
            }

            @Override
            public Object value(BentOperations<S, P> state) {
                return subject.value(state.state());
            }

            @Override
            public Object expected(View<O> visible) {
                return subject.expected(visible);
            }

            @Override
            public Optional<io.github.crdt4j.laws.Subject<?, O>> sibling() {
                return subject.sibling();
            }
        };
    }
}
