package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.map.Removable;

/** The shape of lattices made removable. The header holds the empty state of the lattice, the store its contributions. */
final class KeptShape<L extends Crdt<L>> extends StoreShape<Removable<L>, Kept<L>> {

    private final L empty;
    private final Shape<L> wrapped;

    KeptShape(L empty, Shape<L> wrapped) {
        super(Tags.REMOVABLE, Removable.of(empty), wrapped, empty);
        this.empty = empty;
        this.wrapped = wrapped;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.tagged(empty);
    }

    @Override
    void checkStore(Kept<L> store, Session session) {
        if (store.bottom() != empty && !store.bottom().equals(empty)) {
            throw new IllegalArgumentException(
                    "expected a Removable that begins as " + empty + ", found one that begins as " + store.bottom());
        }
    }

    @Override
    void writeStore(Encoder out, Kept<L> store) {
        out.enter();
        DotFunShape.writeAll(
                out, store.updates(), (to, payload) -> wrapped.write(to, wrapped.check(payload, out.session())));
        out.leave();
    }

    @Override
    Kept<L> readStore(Decoder in) {
        in.enter();
        var updates = DotFunShape.readAll(in, wrapped::read);
        in.leave();
        return bottomStore().with(updates);
    }
}
