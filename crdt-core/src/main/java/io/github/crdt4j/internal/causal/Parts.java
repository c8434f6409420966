package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.CausalContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bridge by which other rooms of the library reach the secret parts of a type: each causal type hands it, when its
 * class is initialized, how to open a state and how to make one. What all types do alike is done here.
 *
 * @param type the causal type
 * @param open its store and context
 * @param close a state of the given store and context
 * @param <S> the causal type
 * @param <D> its kind of store
 */
public record Parts<S, D extends DotStore<D>>(
        Class<S> type, Function<S, CausalState<D>> open, Function<CausalState<D>, S> close) {

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
    public static <S> @Nullable Parts<S, ?> of(S state) {
        return (Parts<S, ?>) KNOWN.get(state.getClass());
    }

    /** The parts of a state, which must be of a type of this library. */
    public static <S> Parts<S, ?> known(S state) {
        Parts<S, ?> parts = of(state);
        if (parts == null) {
            throw new IllegalStateException(state.getClass().getName()
                    + " implements Stored, which is for the types of this library: implement Composite or Causal");
        }
        return parts;
    }

    /** The store of a state, or null when its type is not of this library. */
    static @Nullable DotStore<?> storeOf(Object state) {
        Parts<Object, ?> parts = of(state);
        return parts == null ? null : parts.store(state);
    }

    /** The store of a state. */
    public D store(S state) {
        return open.apply(state).store();
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

    /** The join of two states; one of the two when the other adds nothing. */
    public S merge(S state, S other) {
        CausalState<D> mine = open.apply(state);
        CausalState<D> theirs = open.apply(other);
        CausalState<D> joined = mine.merge(theirs);
        return joined == mine ? state : joined == theirs ? other : close.apply(joined);
    }

    /** The state order. */
    public boolean leq(S state, S other) {
        return open.apply(state).leq(open.apply(other));
    }

    /** What a state adds to another. */
    public S delta(S state, S since) {
        CausalState<D> whole = open.apply(state);
        return with(state, whole, whole.delta(open.apply(since)));
    }

    /** The store of a state in its context. */
    public CausalState<D> state(S state) {
        return open.apply(state);
    }

    /** The live part of a state in another context. */
    public S within(S state, CausalContext context) {
        CausalState<D> before = open.apply(state);
        return with(state, before, before.within(context));
    }

    /** A state of which everything was observed by a removal. */
    public S forget(S state) {
        CausalState<D> before = open.apply(state);
        return with(state, before, before.replaced(before.store().forget()));
    }

    /** A state without the residue of one replica, which is calling. */
    public S retire(S state, ReplicaId self) {
        CausalState<D> before = open.apply(state);
        return with(state, before, before.replaced(before.store().retire(self)));
    }

    /** A state with the events of one replica beyond a number renumbered. */
    public S shift(S state, ReplicaId replica, long after, long by) {
        CausalState<D> before = open.apply(state);
        return with(state, before, before.shift(replica, after, by));
    }

    /** The highest event of a replica that one state has seen and another has not. */
    public long unseenEvents(S state, ReplicaId replica, S known) {
        return open.apply(state).unseenEvents(replica, open.apply(known));
    }

    /** Who added to a state, besides one replica. */
    public Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        return open.apply(after).foreignWriter(self, open.apply(before));
    }

    /** The contradictions of two states, of which the merged state is the join. */
    public List<Contradiction> contradictions(S state, S received, S merged) {
        return Contradictions.of(open.apply(state), open.apply(received), open.apply(merged));
    }

    private S with(S state, CausalState<D> before, CausalState<D> after) {
        return after == before ? state : close.apply(after);
    }
}
