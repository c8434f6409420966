package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Elements;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.set.ORSet;

/** The shape of sets. The elements ascend by their bytes, each with the dots that keep it. */
final class ElementsShape extends StoreShape<ORSet<Object>, Elements<Object>> {

    ElementsShape() {
        super(Tags.OR_SET, ORSet.empty());
    }

    @Override
    void writeStore(Encoder out, Elements<Object> store) {
        var sorted = new SortedValues<Dots>(out.session());
        store.dots().forEach(sorted::add);
        out.varint(store.dots().size());
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            DotSets.write(out, slice.companion());
        }
    }

    @Override
    Elements<Object> readStore(Decoder in) {
        int count = in.count(4);
        if (count == 0) {
            return Elements.none();
        }
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
        return Elements.of(elements.build());
    }
}
