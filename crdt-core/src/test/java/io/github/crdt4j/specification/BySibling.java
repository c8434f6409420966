package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * An operation-based type judged by the specification of its state-based sibling, which is taken through the same history.
 *
 * @param initial the initial state
 * @param twin the sibling
 * @param possible whether operations can do what was drawn: there is none that only touches a key
 * @param doing how it is done
 * @param reader what is read
 */
record BySibling<S extends OpCrdt<S, P>, P extends Operation, O>(
        S initial, Subject<?, O> twin, Predicate<O> possible, Doing<S, P, O> doing, Function<S, Object> reader)
        implements OpSubject<S, P, O> {

    /** Prepares operations on the present state and applies them. */
    @FunctionalInterface
    interface Doing<S, P, O> {
        void run(Supplier<S> state, Consumer<P> apply, Issuer issuer, O what);
    }

    static <S extends OpCrdt<S, P>, P extends Operation, O> BySibling<S, P, O> of(
            S initial, Subject<?, O> twin, Doing<S, P, O> doing, Function<S, Object> reader) {
        return new BySibling<>(initial, twin, what -> true, doing, reader);
    }

    @Override
    public O draw(RandomGenerator random) {
        O drawn = twin.draw(random);
        while (!possible.test(drawn)) {
            drawn = twin.draw(random);
        }
        return drawn;
    }

    @Override
    public void apply(OpEditor<S, P> editor, Issuer issuer, O what) {
        doing.run(editor::state, editor::apply, issuer, what);
    }

    @Override
    public Object value(S state) {
        return reader.apply(state);
    }

    @Override
    public Object expected(View<O> visible) {
        return twin.expected(visible);
    }

    @Override
    public List<O> simpler(O what) {
        return twin.simpler(what);
    }

    @Override
    public String kind(O what) {
        return twin.kind(what);
    }

    @Override
    public Optional<Subject<?, O>> sibling() {
        return Optional.of(twin);
    }
}
