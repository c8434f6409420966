package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.Hints;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;

/**
 * The shape of the causal types of this library: a context, then a dot store.
 *
 * @param <S> the type of the states
 * @param <D> its kind of store
 */
abstract class StoreShape<S extends Causal<S>, D extends DotStore<D>> extends LiveShape<S> {

    private final S bottom;
    private final Parts<S, D> parts;

    StoreShape(int tag, S bottom, Object... parameters) {
        super(tag, bottom.getClass(), parameters);
        this.bottom = bottom;
        this.parts = parts(bottom.getClass());
    }

    @SuppressWarnings("unchecked") // a type publishes its own parts
    static <S, D extends DotStore<D>> Parts<S, D> parts(Class<?> type) {
        return (Parts<S, D>) Parts.of(type);
    }

    /** Refuses a store that has other parameters than this shape. */
    void checkStore(D store, Session session) {}

    abstract void writeStore(Encoder out, D store);

    abstract D readStore(Decoder in);

    @Override
    final S bottom() {
        return bottom;
    }

    final D bottomStore() {
        return parts.open().apply(bottom).store();
    }

    /** Whether nothing at all is in a state of this shape. */
    final boolean isBottom(S state) {
        CausalState<D> open = parts.open().apply(state);
        return open.store().isBottom() && open.context().isEmpty();
    }

    @Override
    final S check(Object state, Session session) {
        S checked = super.check(state, session);
        checkStore(parts.open().apply(checked).store(), session);
        return checked;
    }

    @Override
    final void write(Encoder out, S state) {
        CausalState<D> open = parts.open().apply(state);
        out.context(open.context());
        writeStore(out, open.store());
    }

    @Override
    final S read(Decoder in) {
        CausalContext context = in.context();
        Object outer = in.enterContext(context);
        D store = readStore(in);
        in.leaveContext(outer);
        return close(store, context);
    }

    @Override
    final S readNews(Decoder in, S known) {
        CausalContext context = in.context();
        Object outer = in.enterContext(context);
        CausalState<D> news = readNews(in, context, parts.open().apply(known));
        in.leaveContext(outer);
        return close(news.store(), news.context());
    }

    /** Reads the live part, or as much of it as is news: see {@link Shape#readNews}. */
    CausalState<D> readNews(Decoder in, CausalContext context, CausalState<D> known) {
        return new CausalState<>(readStore(in), context);
    }

    @Override
    final void writeLive(Encoder out, S state) {
        writeStore(out, parts.open().apply(state).store());
    }

    @Override
    final S readLive(Decoder in) {
        return close(readStore(in), CausalContext.empty());
    }

    /** Whether states have keys that a delta may hint at. */
    boolean hasKeys() {
        return false;
    }

    @Override
    final void writeHints(Encoder out, S state) {
        if (hasKeys()) {
            HintLists.write(out, parts.open().apply(state).hints());
        }
    }

    @Override
    final void writeNoHints(Encoder out, S state) {
        if (hasKeys()) {
            HintLists.write(out, Hints.none());
        }
    }

    @Override
    final S readHints(Decoder in, S state) {
        Hints hints = hasKeys() ? HintLists.read(in) : Hints.none();
        return hints.isEmpty()
                ? state
                : parts.close().apply(parts.open().apply(state).hinted(hints));
    }

    private S close(D store, CausalContext context) {
        boolean isBottom = store.isBottom() && context.isEmpty();
        return isBottom ? bottom : parts.close().apply(new CausalState<>(store, context));
    }
}
