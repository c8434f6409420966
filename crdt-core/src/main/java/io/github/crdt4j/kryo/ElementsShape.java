package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;

/**
 * The shape of sets. The few elements of a small one ascend by their bytes, each with the dots that keep it; those of a
 * larger one are in blocks, see {@link ElementBlocks}.
 */
final class ElementsShape extends StoreShape<ORSet<Object>, DotMap<Object, Dots>> {

    static final DotMap<Object, Dots> NONE = DotMap.none(Dots.none());

    ElementsShape() {
        super(Tags.OR_SET, ORSet.empty());
    }

    @Override
    boolean hasKeys() {
        return true;
    }

    @Override
    void writeStore(Encoder out, DotMap<Object, Dots> store) {
        out.varint(store.all().size());
        if (Blocks.areUsed(store.all().size(), out.session())) {
            ElementBlocks.write(out, store.all());
            return;
        }
        var sorted = new SortedValues<Dots>(out.session());
        store.all().forEach(sorted::add);
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            DotSets.write(out, slice.companion());
        }
    }

    @Override
    DotMap<Object, Dots> readStore(Decoder in) {
        int from = in.position();
        long count = in.varint();
        if (Blocks.areUsed(count, in.session())) {
            return ElementBlocks.read(in, Blocks.checkedCount(in, count, from)).elements(in);
        }
        return readFew(in, in.checkedCount(count, 4, from));
    }

    @Override
    CausalState<DotMap<Object, Dots>> readNews(
            Decoder in, CausalContext context, CausalState<DotMap<Object, Dots>> known) {
        int from = in.position();
        long count = in.varint();
        if (Blocks.areUsed(count, in.session())) {
            return ElementBlocks.read(in, Blocks.checkedCount(in, count, from)).news(in, context, known);
        }
        return new CausalState<>(readFew(in, in.checkedCount(count, 4, from)), context);
    }

    private static DotMap<Object, Dots> readFew(Decoder in, int count) {
        var elements = PersistentMap.<Object, Dots>empty().toBuilder();
        var last = new Decoder.Ascending();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Object element = in.ascendingValue(last);
            Dots dots = DotSets.read(in);
            if (dots.isBottom()) {
                throw in.bad("element " + Octets.show(element) + " is kept by no dot", from);
            }
            if (elements.put(element, dots) != null) {
                throw in.bad("element " + Octets.show(element) + " twice, with different bytes", from);
            }
        }
        return NONE.withAll(elements.build());
    }
}
