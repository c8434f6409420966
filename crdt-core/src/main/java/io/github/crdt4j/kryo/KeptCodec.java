package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.map.Removable;
import java.util.List;

/**
 * How the contributions to lattices made removable are written. The parameter is the empty state of the lattice.
 *
 * @param none no contribution
 * @param wrapped the shape of the lattice
 * @param updates how the contributions are written
 * @param <L> the lattice
 */
record KeptCodec<L extends Crdt<L>>(Kept<L> none, Shape<L> wrapped, DotFunCodec<L> updates)
        implements StoreCodec<Kept<L>> {

    /** The shape of a lattice made removable. */
    static <L extends Crdt<L>> Shape<?> of(int tag, Object removable, Session session) {
        return shape(tag, Shapes.<L>schema(removable), session);
    }

    /** The shape of the lattices that begin as is read. */
    static Shape<?> in(int tag, Decoder in) {
        int from = in.position();
        Object empty = in.tagged();
        if (!(empty instanceof Crdt<?> lattice)) {
            throw in.bad("a removable state needs a lattice, not " + Octets.show(empty), from);
        }
        return shape(tag, Shapes.unchecked(lattice), in.session());
    }

    private static <L extends Crdt<L>> Shape<?> shape(int tag, L empty, Session session) {
        Shape<L> wrapped = Shapes.unchecked(Shapes.of(empty, session));
        var updates = new DotFunCodec<L>(
                (out, update) -> wrapped.write(out, wrapped.check(update, out.session())), wrapped::read);
        return new StoreShape<>(
                tag, Removable.of(empty), new KeptCodec<>(new Kept<>(empty, DotFun.none()), wrapped, updates));
    }

    @Override
    public List<Object> parameters() {
        return List.of(wrapped, none.bottom());
    }

    @Override
    public void writeParameters(Encoder out) {
        out.tagged(none.bottom());
    }

    @Override
    public void check(Kept<L> store, Session session) {
        if (store.bottom() != none.bottom() && !store.bottom().equals(none.bottom())) {
            throw new IllegalArgumentException("expected a Removable that begins as " + none.bottom()
                    + ", found one that begins as " + store.bottom());
        }
    }

    @Override
    public void write(Encoder out, Kept<L> store) {
        out.enter();
        updates.write(out, store.updates());
        out.leave();
    }

    @Override
    public Kept<L> read(Decoder in) {
        in.enter();
        Kept<L> kept = none.with(updates.read(in));
        in.leave();
        return kept;
    }
}
