package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.function.Function;

/**
 * How elements are written. The few of a small set ascend by their bytes, each with the dots that keep it; those of a larger
 * one are in blocks, see {@link ElementBlocks}.
 */
final class ElementsCodec implements StoreCodec<DotMap<Object, Dots>> {

    static final DotMap<Object, Dots> NONE = DotMap.none(Dots.none());

    @Override
    public boolean hasKeys() {
        return true;
    }

    @Override
    public void write(Encoder out, DotMap<Object, Dots> store) {
        out.varint(store.all().size());
        if (Blocks.areUsed(store.all().size(), out.session())) {
            ElementBlocks.write(out, store.all());
        } else {
            writeFew(out, store.all());
        }
    }

    @Override
    public DotMap<Object, Dots> read(Decoder in) {
        int from = in.position();
        long count = in.varint();
        if (Blocks.areUsed(count, in.session())) {
            return ElementBlocks.read(in, Blocks.checkedCount(in, count, from)).elements(in);
        }
        return NONE.withAll(readFew(in, in.checkedCount(count, 4, from), DotSets.DOTS::read));
    }

    @Override
    public CausalState<DotMap<Object, Dots>> readNews(
            Decoder in, CausalContext context, CausalState<DotMap<Object, Dots>> known) {
        int from = in.position();
        long count = in.varint();
        if (Blocks.areUsed(count, in.session())) {
            return ElementBlocks.read(in, Blocks.checkedCount(in, count, from)).news(in, context, known);
        }
        return new CausalState<>(
                NONE.withAll(readFew(in, in.checkedCount(count, 4, from), DotSets.DOTS::read)), context);
    }

    /** Writes elements one by one. */
    static void writeFew(Encoder out, PersistentMap<Object, Dots> elements) {
        var sorted = new SortedValues<Dots>(out.session());
        elements.forEach(sorted::add);
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            DotSets.DOTS.write(out, slice.companion());
        }
    }

    /** Reads elements one by one, the dots of each as a function does. */
    static PersistentMap<Object, Dots> readFew(Decoder in, int count, Function<Decoder, Dots> reader) {
        var elements = PersistentMap.<Object, Dots>empty().toBuilder();
        var last = new Decoder.Ascending();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Object element = in.ascendingValue(last);
            Dots dots = reader.apply(in);
            if (dots.isBottom()) {
                throw in.bad("element " + Octets.show(element) + " is kept by no dot", from);
            }
            if (elements.put(element, dots) != null) {
                throw in.bad("element " + Octets.show(element) + " twice, with different bytes", from);
            }
        }
        return elements.build();
    }
}
