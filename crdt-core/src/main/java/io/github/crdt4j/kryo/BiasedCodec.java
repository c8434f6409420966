package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.LWWElementSet.Bias;
import java.util.List;

/**
 * How stamped adds and removes are written. The parameter is the bias.
 *
 * @param bias what wins between an add and a remove with one counter
 * @param elements how they are written
 */
record BiasedCodec(Bias bias, DotMapCodec<Object, DotFun<Values<Stamped<Object>>>> elements)
        implements StoreCodec<DotMap<Object, DotFun<Values<Stamped<Object>>>>> {

    private static final Shape<?> ADD = shape(Bias.ADD);
    private static final Shape<?> REMOVE = shape(Bias.REMOVE);

    private static Shape<?> shape(Bias bias) {
        StoreCodec<DotFun<Values<Stamped<Object>>>> stores = ValuesCodec.STAMPED_VERDICTS;
        return new StoreShape<>(
                0x37,
                LWWElementSet.empty(bias),
                new BiasedCodec(
                        bias, new DotMapCodec<>(DotMap.none(DotFun.none(), bias), stores::write, stores::read)));
    }

    private static Shape<?> of(Bias bias) {
        return bias == Bias.ADD ? ADD : REMOVE;
    }

    /** The shape of a set. */
    static Shape<?> of(int tag, Object set, Session session) {
        return of(((LWWElementSet<?>) set).bias());
    }

    /** The shape of the sets with the bias that is read. */
    static Shape<?> in(int tag, Decoder in) {
        int from = in.position();
        int bias = in.octet();
        if (bias > 1) {
            throw in.bad("bias " + bias + ", not 0 for ADD or 1 for REMOVE", from);
        }
        return of(bias == 0 ? Bias.ADD : Bias.REMOVE);
    }

    @Override
    public List<Object> parameters() {
        return List.of(bias);
    }

    @Override
    public void writeParameters(Encoder out) {
        out.octet(bias == Bias.ADD ? 0 : 1);
    }

    @Override
    public void check(DotMap<Object, DotFun<Values<Stamped<Object>>>> store, Session session) {
        if (store.schema() != bias) {
            throw new IllegalArgumentException(
                    Mismatch.found("LWWElementSet[" + bias + "]", "LWWElementSet[" + store.schema() + "]"));
        }
    }

    @Override
    public boolean hasKeys() {
        return true;
    }

    @Override
    public void write(Encoder out, DotMap<Object, DotFun<Values<Stamped<Object>>>> store) {
        elements.write(out, store);
    }

    @Override
    public DotMap<Object, DotFun<Values<Stamped<Object>>>> read(Decoder in) {
        return elements.read(in);
    }
}
