package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.CausalContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bridge by which other rooms of the library reach the secret parts of a type: each causal type hands it, when its
 * class is initialized, how to open a state and how to make one.
 *
 * @param type the causal type
 * @param open its store and context
 * @param close a state of the given store and context
 * @param <S> the causal type
 * @param <D> its kind of store
 */
public record Parts<S, D extends DotStore<D>>(
        Class<S> type, Function<S, CausalState<D>> open, Function<CausalState<D>, S> close) implements Holding<S, D> {

    private static final Map<Class<?>, Parts<?, ?>> KNOWN = new ConcurrentHashMap<>();

    /** Called once by each type, from its static initializer. */
    public static <S, D extends DotStore<D>> void publish(
            Class<? super S> type, Function<S, CausalState<D>> open, Function<CausalState<D>, S> close) {
        @SuppressWarnings("unchecked") // the raw class of a generic type stands for all its parameterizations
        Class<S> exact = (Class<S>) type;
        KNOWN.put(type, new Parts<>(exact, open, close));
        Contents.publish(type, state -> open.apply(exact.cast(state)).digest());
    }

    /** The parts of a state, or null when its type is not of this library. */
    @SuppressWarnings("unchecked") // the parts are those of the state's own class
    static <S> @Nullable Parts<S, ?> of(S state) {
        return (Parts<S, ?>) KNOWN.get(state.getClass());
    }

    /** The store of a state, or null when its type is not of this library. */
    static @Nullable DotStore<?> storeOf(Object state) {
        Parts<Object, ?> parts = of(state);
        return parts == null ? null : parts.store(state);
    }

    D store(S state) {
        return open.apply(state).store();
    }

    /** The state of a store in the empty context; the given one when it has that store. */
    S withStore(S state, D store) {
        return store == store(state) ? state : close.apply(new CausalState<>(store, CausalContext.empty()));
    }

    /** The parts of a causal type of this library. */
    public static Parts<?, ?> of(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
        Parts<?, ?> parts = KNOWN.get(type);
        if (parts == null) {
            throw new IllegalArgumentException(type.getName() + " is no causal type of this library");
        }
        return parts;
    }

    @Override
    public D live(S value) {
        return store(value);
    }

    @Override
    public S value(D live, CausalContext context) {
        return close.apply(new CausalState<>(live, context));
    }

    @Override
    public boolean isEmpty(D live) {
        return live.isEmpty();
    }

    @Override
    public D join(CausalContext mine, D live, CausalContext theirs, D other) {
        return live.join(mine, other, theirs);
    }

    @Override
    public boolean leq(CausalContext mine, D live, CausalContext theirs, D other) {
        return live.leq(mine, other, theirs);
    }

    @Override
    public D delta(CausalContext mine, D live, CausalContext theirs, D since, CausalContext.Builder mentioned) {
        return live.delta(mine, since, theirs, mentioned);
    }

    @Override
    public void addLive(D live, CausalContext.Builder dots) {
        live.addLive(dots);
    }

    @Override
    public void addLive(D live, CausalContext among, CausalContext.Builder dots) {
        live.addLive(among, dots);
    }

    @Override
    public int leastDots(D live) {
        return live.leastDots();
    }

    @Override
    public boolean forEachBeyond(D live, D other, DotVisitor visitor) {
        return live.forEachBeyond(other, visitor);
    }

    @Override
    public void forEachLoss(D live, D later, Losses losses) {
        live.forEachLoss(later, losses);
    }

    @Override
    public boolean isSparedBy(CausalContext dots, D live) {
        return live.isSparedBy(dots);
    }

    @Override
    public boolean hasResidueOf(D live, ReplicaId writer) {
        return live.hasResidueOf(writer);
    }

    @Override
    public void forEachResidueBeyond(D live, D other, Consumer<? super ReplicaId> visitor) {
        live.forEachResidueBeyond(other, visitor);
    }

    @Override
    public long digest(D live) {
        return live.digest();
    }

    @Override
    public D forget(D live) {
        return changed(live, value -> ((Causal<?>) value).forget());
    }

    @Override
    public D retire(D live, ReplicaId self) {
        return changed(live, value -> ((Causal<?>) value).retire(self));
    }

    @Override
    public D shift(D live, ReplicaId replica, long after, long by) {
        return live.shift(replica, after, by);
    }

    /** What the value's own method makes of it. */
    private D changed(D live, Function<? super S, ?> change) {
        return store(type.cast(change.apply(value(live, CausalContext.empty()))));
    }
}
