package io.github.crdt4j.kryo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into the canonical order, which is that of their bytes as unsigned numbers.
 *
 * @param <T> what goes with each value
 */
final class SortedValues<T> {

    /** Where the bytes of a value are, and what goes with it. */
    record Slice<T>(int from, int to, T companion) {}

    private final Encoder scratch;
    private final List<Slice<T>> slices = new ArrayList<>();

    SortedValues(Session session) {
        scratch = new Encoder(session);
    }

    void add(@Nullable Object value, T companion) {
        int from = scratch.size();
        scratch.valueOrNull(value);
        slices.add(new Slice<>(from, scratch.size(), companion));
    }

    /** The values by their bytes. */
    List<Slice<T>> sorted() {
        slices.sort(this::compare);
        return slices;
    }

    /** The values by what goes with them, and by their bytes where that is equal. */
    List<Slice<T>> sorted(Comparator<? super T> byCompanion) {
        slices.sort(
                Comparator.<Slice<T>, T>comparing(Slice::companion, byCompanion).thenComparing(this::compare));
        return slices;
    }

    void copy(Slice<T> slice, Encoder out) {
        out.octets(scratch.buffer(), slice.from(), slice.to());
    }

    void addTo(ValueSection section, Slice<T> slice) {
        section.add(scratch.buffer(), slice.from(), slice.to());
    }

    private int compare(Slice<T> a, Slice<T> b) {
        byte[] bytes = scratch.buffer();
        int order = Arrays.compareUnsigned(bytes, a.from(), a.to(), bytes, b.from(), b.to());
        if (order == 0 && a != b) {
            throw new IllegalArgumentException(
                    "two different values have the same bytes: their serializer loses something");
        }
        return order;
    }
}
