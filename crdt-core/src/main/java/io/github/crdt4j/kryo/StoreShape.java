package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.Hints;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.time.CausalContext;

/**
 * The shape of the causal types of this library: a context, then a dot store, which types may have in common.
 *
 * @param <S> the type of the states
 * @param <D> its kind of store
 */
final class StoreShape<S extends Causal<S>, D extends DotStore<D>> extends LiveShape<S> {

    private final S bottom;
    private final StoreCodec<D> stores;
    private final Parts<S, D> parts;

    StoreShape(int tag, S bottom, StoreCodec<D> stores) {
        super(tag, bottom.getClass(), stores.parameters());
        this.bottom = bottom;
        this.stores = stores;
        this.parts = parts(bottom.getClass());
    }

    @SuppressWarnings("unchecked") // a type publishes its own parts
    private static <S, D extends DotStore<D>> Parts<S, D> parts(Class<?> type) {
        return (Parts<S, D>) Parts.of(type);
    }

    @Override
    S bottom() {
        return bottom;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        stores.writeParameters(out);
    }

    @Override
    S check(Object state, Session session) {
        S checked = super.check(state, session);
        stores.check(parts.store(checked), session);
        return checked;
    }

    @Override
    void write(Encoder out, S state) {
        CausalState<D> open = parts.open().apply(state);
        out.context(open.context());
        stores.write(out, open.store());
    }

    @Override
    S read(Decoder in) {
        CausalContext context = in.context();
        Object outer = in.enterContext(context);
        D store = stores.read(in);
        in.leaveContext(outer);
        return close(store, context);
    }

    @Override
    S readNews(Decoder in, S known) {
        CausalContext context = in.context();
        Object outer = in.enterContext(context);
        CausalState<D> news = stores.readNews(in, context, parts.open().apply(known));
        in.leaveContext(outer);
        return close(news.store(), news.context());
    }

    @Override
    void writeLive(Encoder out, S state) {
        stores.write(out, parts.store(state));
    }

    @Override
    S readLive(Decoder in) {
        return close(stores.read(in), CausalContext.empty());
    }

    @Override
    void writeHints(Encoder out, S state, boolean withHints) {
        if (stores.hasKeys()) {
            HintLists.write(out, withHints ? parts.open().apply(state).hints() : Hints.none());
        }
    }

    @Override
    S readHints(Decoder in, S state) {
        Hints hints = stores.hasKeys() ? HintLists.read(in) : Hints.none();
        return hints.isEmpty()
                ? state
                : parts.close().apply(parts.open().apply(state).hinted(hints));
    }

    private S close(D store, CausalContext context) {
        boolean isBottom = store.isBottom() && context.isEmpty();
        return isBottom ? bottom : parts.close().apply(new CausalState<>(store, context));
    }
}
