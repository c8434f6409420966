package io.github.crdt4j.fuzz;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * States of one type, parameters included: whatever a codec reads as the same.
 *
 * @param name the name of its first sample
 * @param like the first sample
 * @param samples encoded states, the first one included
 * @param large encoded states of some kilobytes, of the types that can get large
 * @param <S> the type
 */
record Kind<S extends Crdt<S>>(String name, S like, List<byte[]> samples, List<byte[]> large) {

    static final KryoCodec CODEC = Samples.builder().checksum(false).build();
    static final KryoCodec CHECKED = Samples.builder().checksum(true).build();

    /** Every type that the codec knows, and maps and records of them. */
    static final List<Kind<?>> ALL = all();

    private static List<Kind<?>> all() {
        var kinds = new ArrayList<Kind<?>>();
        Samples.states().forEach((name, state) -> {
            byte[] bytes = CODEC.encode(state);
            kinds.stream()
                    .filter(kind -> kind.reads(bytes))
                    .findFirst()
                    .orElseGet(() -> {
                        kinds.add(of(name, state));
                        return kinds.get(kinds.size() - 1);
                    })
                    .samples()
                    .add(bytes);
        });
        LargeStates.all().forEach(state -> {
            byte[] bytes = CODEC.encode(state);
            List<Kind<?>> those =
                    kinds.stream().filter(kind -> kind.reads(bytes)).toList();
            if (those.isEmpty() || bytes.length > AlmostValid.LONGEST) {
                throw new AssertionError("a large sample of no kind, or too large a one: " + bytes.length + " bytes");
            }
            those.forEach(kind -> kind.large().add(bytes));
        });
        return List.copyOf(kinds);
    }

    /** The kind of a name, such as {@code ORSet-empty}. */
    static Kind<?> named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    @SuppressWarnings("unchecked") // a state is of its own type
    private static <S extends Crdt<S>> Kind<S> of(String name, Crdt<?> state) {
        return new Kind<>(name, (S) state, new ArrayList<>(), new ArrayList<>());
    }

    /** Whether the laws of this library's own types are to be expected: least deltas, and the same object for no change. */
    boolean isOurs() {
        return !name.startsWith("Object") && !name.contains("switches");
    }

    private boolean reads(byte[] bytes) {
        try {
            return decode(bytes) != null;
        } catch (DecodeException another) {
            return false;
        }
    }

    /** The state that the bytes stand for. */
    S decode(byte[] bytes) {
        return CODEC.decode(bytes, like);
    }
}
