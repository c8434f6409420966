package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.LawViolation;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What the law kit says, with the bytes of a {@link KryoCodec}, of serializers that are not the library's. */
class ForeignSerializersInTheKitTest {

    private static final ORSet<Object> EMPTY = ORSet.empty();

    private static Script<ORSet<Object>> sets(KryoCodec codec, Function<RandomGenerator, ?> elements) {
        return Script.startingWith(EMPTY)
                .step(
                        "add",
                        elements,
                        (ORSet<Object> set, Issuer issuer, Object element) -> set.add(issuer.self(), element))
                .step("remove", elements, (ORSet<Object> set, Issuer issuer, Object element) -> set.remove(element))
                .encodedBy(codec::encode, bytes -> codec.decode(bytes, EMPTY));
    }

    private static LawViolation violation(KryoCodec codec, Function<RandomGenerator, ?> elements) {
        return assertThrows(LawViolation.class, () -> Laws.check(sets(codec, elements), 1, 200));
    }

    /** Up to six words, put into a set of one of two sizes. */
    private static Set<String> words(RandomGenerator random) {
        var words = new HashSet<String>(random.nextBoolean() ? 4 : 64);
        for (int i = random.nextInt(7); i > 0; i--) {
            words.add("w" + random.nextInt(1000));
        }
        return words;
    }

    private static KryoCodec.Builder kryosOwn() {
        return KryoCodec.builder().register(HashSet.class, () -> new CollectionSerializer<>(), 100);
    }

    @Test
    void theElementsOfAHashSetInKryosOrderAreCaughtWithoutAnySwitch() {
        LawViolation violation = violation(kryosOwn().build(), ForeignSerializersInTheKitTest::words);
        assertTrue(
                Set.of("what was encoded can be decoded", "equal states have equal bytes")
                        .contains(violation.law()),
                violation::getMessage);
        assertTrue(violation.getMessage().contains("serializer"), violation::getMessage);
        assertTrue(violation.getMessage().contains("again: Laws.replay("), violation::getMessage);
    }

    @Test
    void whatTheWriterRefusesIsReportedWithTheState() {
        LawViolation violation = violation(kryosOwn().verify(true).build(), ForeignSerializersInTheKitTest::words);
        assertEquals("every state can be encoded", violation.law());
        assertTrue(
                violation.getMessage().contains("the serializer of java.util.HashSet writes equal values as different"),
                violation::getMessage);
    }

    @Test
    void aClassWithoutASerializerIsReportedWithTheState() {
        LawViolation violation = violation(KryoCodec.builder().build(), random -> new Word("w" + random.nextInt(3)));
        assertEquals("every state can be encoded", violation.law());
        assertTrue(violation.getMessage().contains("has no encoding: call KryoCodec.builder().record("));
    }

    @Test
    void aSerializerThatReadsSomethingElseIsCaught() {
        KryoCodec codec = KryoCodec.builder()
                .register(Word.class, new OfWords(text -> text.substring(0, 1)), 100)
                .build();
        LawViolation violation = violation(codec, random -> new Word("word" + random.nextInt(3)));
        assertTrue(
                Set.of("what was encoded can be decoded", "what is decoded is what was encoded")
                        .contains(violation.law()),
                violation::getMessage);
    }

    @Test
    void serializersThatAreRightPass() {
        KryoCodec words = KryoCodec.builder()
                .register(Word.class, new OfWords(text -> text), 100)
                .verify(true)
                .build();
        Laws.check(sets(words, random -> new Word("word" + random.nextInt(3))), 1, 50);
        KryoCodec sorted =
                KryoCodec.builder().register(HashSet.class, new Sorted(), 100).build();
        Laws.check(sets(sorted, ForeignSerializersInTheKitTest::words), 1, 50);
    }

    record Word(String text) {}

    private static final class OfWords extends Serializer<Word> {
        private final Function<String, String> written;

        OfWords(Function<String, String> written) {
            this.written = written;
        }

        @Override
        public void write(Kryo kryo, Output output, Word value) {
            output.writeString(written.apply(value.text()));
        }

        @Override
        public Word read(Kryo kryo, Input input, Class<? extends Word> type) {
            return new Word(input.readString());
        }
    }

    /** What a user writes instead of Kryo's serializer. */
    @SuppressWarnings({"rawtypes", "NonApiType"}) // Kryo's serializers are of raw classes, and of exact ones
    private static final class Sorted extends Serializer<HashSet> {
        @Override
        @SuppressWarnings("unchecked") // of texts, here
        public void write(Kryo kryo, Output output, HashSet value) {
            List<String> sorted = new ArrayList<>(new TreeSet<String>(value));
            output.writeInt(sorted.size());
            sorted.forEach(output::writeString);
        }

        @Override
        public HashSet<String> read(Kryo kryo, Input input, Class<? extends HashSet> type) {
            var read = new HashSet<String>();
            for (int i = input.readInt(); i > 0; i--) {
                read.add(input.readString());
            }
            return read;
        }
    }
}
