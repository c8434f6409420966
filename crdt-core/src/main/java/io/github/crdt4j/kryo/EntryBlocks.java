package io.github.crdt4j.kryo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The entries of a larger map, by the bytes of their keys, in sections: first the keys, then all that is stored under them. */
final class EntryBlocks {

    private EntryBlocks() {}

    /** Reads what is stored under a key. */
    interface EntryReader<K, D> {
        Map.Entry<K, D> read(Decoder in, Object key, int from);
    }

    static <D> void write(Encoder out, SortedValues<D> sorted, BiConsumer<Encoder, D> writer) {
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
                writer.accept(entries, slice.companion());
            }
            out.session().packs(packs);
            keys.write(section);
            out.varint(section.size());
            out.octets(section.buffer(), 0, section.size());
            out.packed(entries);
        }
    }

    static <K, D> void read(Decoder in, int count, EntryReader<K, D> reader, List<Map.Entry<K, D>> entries) {
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
                entries.add(reader.read(stored, key, 0));
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
