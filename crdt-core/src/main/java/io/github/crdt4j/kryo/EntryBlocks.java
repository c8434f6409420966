package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.value.Keyed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The entries of a larger map, by the bytes of their keys, in sections: first the keys, then all that is stored under them. */
final class EntryBlocks {

    private EntryBlocks() {}

    static <V extends Causal<V>> void write(Encoder out, SortedValues<Keyed<V>> sorted, LiveShape<V> values) {
        var slices = sorted.sorted();
        var keys = new ValueSection(out.session(), slices.size());
        var section = new Encoder(out.session());
        Encoder entries = out.part();
        for (int from = 0; from < slices.size(); from += ValueSection.SIZE) {
            int to = Math.min(from + ValueSection.SIZE, slices.size());
            section.clear();
            entries.clear();
            boolean packs = out.session().packs(false);
            for (var slice : slices.subList(from, to)) {
                sorted.addTo(keys, slice);
                EntriesCodec.writeEntry(entries, slice.companion(), values);
            }
            out.session().packs(packs);
            keys.write(section);
            out.varint(section.size());
            out.octets(section.buffer(), 0, section.size());
            out.packed(entries);
        }
    }

    static <K, V extends Causal<V>> void read(
            Decoder in, int count, LiveShape<V> values, Keyed<V> absent, List<Map.Entry<K, Keyed<V>>> entries) {
        var order = new Order(in.session());
        for (int from = 0; from < count; from += ValueSection.SIZE) {
            Decoder section = in.part(in.length());
            int at = section.position();
            int size = Math.min(ValueSection.SIZE, count - from);
            var keys = new SectionReader(section, size, size);
            keys.readAll();
            Decoder stored = in.packed();
            boolean packs = in.session().packs(false);
            for (int i = 0; i < size; i++) {
                Object key = keys.value(i);
                if (!order.ascends(keys, i)) {
                    throw in.bad(Octets.show(key) + " out of order, or twice", at);
                }
                entries.add(EntriesCodec.readEntry(stored, Shapes.unchecked(key), values, absent, 0));
            }
            in.session().packs(packs);
            stored.end();
        }
    }

    /** Compares the bytes of each key with those of the one before. */
    private static final class Order {
        private Encoder last;
        private Encoder next;

        Order(Session session) {
            last = new Encoder(session);
            next = new Encoder(session);
        }

        boolean ascends(SectionReader keys, int i) {
            Encoder before = last;
            last = next;
            next = before;
            last.clear();
            keys.writeValue(i, last);
            return Arrays.compareUnsigned(before.buffer(), 0, before.size(), last.buffer(), 0, last.size()) < 0;
        }
    }
}
