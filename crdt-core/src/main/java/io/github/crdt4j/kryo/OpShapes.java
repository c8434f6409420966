package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the shape of an operation-based type, given its initial state, and reads what shapes have in common. */
final class OpShapes {

    private OpShapes() {}

    /** The shape of the states that begin as one does. */
    static <S extends OpCrdt<S, O>, O extends Operation> OpShape<S, O> of(S initial, Registrations registrations) {
        OpShape<S, O> shape = Shapes.unchecked(find(initial, registrations));
        if (!shape.initial().equals(initial)) {
            throw new IllegalArgumentException("states that do not begin empty have no encoding: " + initial);
        }
        return shape;
    }

    private static OpShape<?, ?> find(Object initial, Registrations registrations) {
        Types.Op own = Types.op(initial.getClass());
        return own == null ? own(Shapes.unchecked(initial), registrations) : own.shape(initial, registrations);
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> OpShape<S, O> own(
            S initial, Registrations registrations) {
        return new OwnOpShape<>(initial, registrations.operations(initial.getClass()));
    }

    /** One of a few possibilities, counted from 0. */
    static int choice(Decoder in, int possibilities) {
        int found = in.octet();
        if (found >= possibilities) {
            throw in.bad("unknown operation " + found, in.position() - 1);
        }
        return found;
    }

    /** An event of the state being read, greater than the one before, if there is one. */
    static Dot ascending(Decoder in, @Nullable Dot last) {
        int from = in.position();
        Dot dot = in.seenDot();
        if (last != null && last.compareTo(dot) >= 0) {
            throw in.bad("event " + dot + " out of order", from);
        }
        return dot;
    }

    /** One or more events of the state being read, ascending. */
    static Dots readDots(Decoder in) {
        int from = in.position();
        int count = in.count(2);
        if (count == 0) {
            throw in.bad("something that is kept by no event", from);
        }
        return readDots(in, count);
    }

    /** So many events of the state being read, ascending. */
    static Dots readDots(Decoder in, int count) {
        var dots = new ArrayList<Dot>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            last = ascending(in, last);
            dots.add(last);
        }
        return Dots.of(dots);
    }

    /** How many keys or elements there are; each, ascending by its bytes, and what belongs to it. */
    static <T> void writeKeyed(Encoder out, PersistentMap<?, T> all, BiConsumer<Encoder, T> writer) {
        var sorted = new SortedValues<T>(out.session());
        all.forEach(sorted::add);
        out.varint(all.size());
        for (var slice : sorted.sorted()) {
            sorted.copy(slice, out);
            writer.accept(out, slice.companion());
        }
    }

    /** Reads what {@link #writeKeyed} writes, of which each key and what belongs to it takes this many bytes at least. */
    static <K, T> PersistentMap<K, T> readKeyed(Decoder in, int least, String what, Function<Decoder, T> reader) {
        int count = in.count(least);
        var all = PersistentMap.<K, T>empty().toBuilder();
        var last = new Decoder.Ascending();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            K key = Shapes.unchecked(in.ascendingValue(last));
            if (all.put(key, reader.apply(in)) != null) {
                throw in.bad(what + " " + Octets.show(key) + " twice, with different bytes", from);
            }
        }
        return all.build();
    }
}
