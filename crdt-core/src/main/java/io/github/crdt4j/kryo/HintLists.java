package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Hints;
import java.util.HashSet;
import java.util.List;

/** The hints of a delta: how many, then the keys ascending. */
final class HintLists {

    /** The most bytes a key may take: of a longer one, sending it costs more than looking for the dot. */
    static final int LONGEST = 255;

    private HintLists() {}

    /** Writes all keys, or none if one of them is too long. */
    static void write(Encoder out, Hints hints) {
        var sorted = new SortedValues<Boolean>(out.session());
        hints.keys().forEach(key -> sorted.add(key, true));
        List<SortedValues.Slice<Boolean>> slices = sorted.sorted();
        if (slices.stream().anyMatch(slice -> slice.to() - slice.from() > LONGEST)) {
            slices = List.of();
        }
        out.varint(slices.size());
        slices.forEach(slice -> sorted.copy(slice, out));
    }

    static Hints read(Decoder in) {
        int start = in.position();
        int count = in.count(1);
        if (count > Hints.MOST) {
            throw in.bad(count + " hints, where no more than " + Hints.MOST + " are allowed", start);
        }
        if (count == 0) {
            return Hints.none();
        }
        var keys = new HashSet<>();
        var last = new Decoder.Ascending();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Object key = in.ascendingValue(last);
            if (in.position() - from > LONGEST) {
                throw in.bad("a hint of " + (in.position() - from) + " bytes", from);
            }
            if (!keys.add(key)) {
                throw in.bad("hint " + Octets.show(key) + " twice, with different bytes", from);
            }
        }
        return new Hints(List.copyOf(keys));
    }
}
