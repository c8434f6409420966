package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import io.github.crdt4j.laws.Subject;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of the states and deltas of random histories: they come back equal, and equal states have equal bytes. */
class CodecLawsTest {

    private static final int HISTORIES = 15;

    static final KryoCodec CODEC = KryoCodec.builder()
            .composite(Profiles.Profile.EMPTY, 100)
            .register(Removables.Words.class, new WordsSerializer(), 101)
            .build();

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#causal")
    <S extends Causal<S>, O> void bytesAreCanonicalAndComeBack(Subject<S, O> subject) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var watched = new Watched<>(subject);
            Laws.replay(watched, Path.MIXED, seed);
            var random = new SplittableRandom(seed);
            Map<S, ByteBuffer> known = new HashMap<>();
            for (S state : watched.states()) {
                S other = watched.states().get(random.nextInt(watched.states().size()));
                check(subject.bottom(), state, known, seed);
                check(subject.bottom(), state.delta(other), known, seed);
                check(subject.bottom(), other.merge(state), known, seed);
                check(subject.bottom(), state.merge(other), known, seed);
            }
        }
    }

    private static <S extends Causal<S>> void check(S bottom, S state, Map<S, ByteBuffer> known, long seed) {
        byte[] bytes = CODEC.encode(state);
        S back = CODEC.decode(bytes, bottom);
        assertEquals(state, back, () -> "seed " + seed);
        assertArrayEquals(bytes, CODEC.encode(back), () -> "seed " + seed + ": " + state);
        ByteBuffer before = known.putIfAbsent(state, ByteBuffer.wrap(bytes));
        if (before != null) {
            assertArrayEquals(before.array(), bytes, () -> "seed " + seed + ": " + state);
        }
    }

    /** As a user would write it: sorted, so that equal values have equal bytes. */
    private static final class WordsSerializer extends Serializer<Removables.Words> {

        @Override
        public void write(Kryo kryo, Output output, Removables.Words words) {
            output.writeInt(words.words().size());
            new TreeSet<>(words.words()).forEach(output::writeString);
        }

        @Override
        public Removables.Words read(Kryo kryo, Input input, Class<? extends Removables.Words> type) {
            Set<String> words = new TreeSet<>();
            for (int size = input.readInt(); size > 0; size--) {
                words.add(input.readString());
            }
            return new Removables.Words(words);
        }
    }
}
