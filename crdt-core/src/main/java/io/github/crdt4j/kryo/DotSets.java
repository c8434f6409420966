package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;

/** How sets of dots are written, such as those that keep an element or a key: how many, then the dots ascending. */
final class DotSets implements StoreCodec<Dots> {

    static final DotSets DOTS = new DotSets();

    private DotSets() {}

    @Override
    public void write(Encoder out, Dots dots) {
        out.varint(dots.asList().size());
        dots.asList().forEach(out::dot);
    }

    @Override
    public Dots read(Decoder in) {
        int count = in.count(2);
        if (count == 0) {
            return Dots.none();
        }
        Dot last = in.liveDot();
        if (count == 1) {
            return Dots.of(last);
        }
        var dots = new ArrayList<Dot>();
        dots.add(last);
        for (int i = 1; i < count; i++) {
            last = in.ascendingDot("dot", last);
            dots.add(last);
        }
        return Dots.of(dots);
    }
}
