package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.Forwarding;
import io.github.crdt4j.Witness;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.laws.Codec;
import io.github.crdt4j.laws.Hazard;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Report;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws with bytes: states come back equal, equal states have equal bytes, and replicas send each other bytes. */
class CodecLawsTest {

    private static final int HISTORIES = 20;

    static final KryoCodec CODEC = builder().build();

    private static KryoCodec.Builder builder() {
        return KryoCodec.builder()
                .composite(Profiles.Profile.EMPTY, 100)
                .register(Removables.Words.class, new WordsSerializer(), 101)
                .register(Keys.Opaque.class, new OpaqueSerializer(), 102);
    }

    /** A codec that knows a state, and the values if it is a map; a record has one empty state for each codec. */
    private static KryoCodec codec(Object bottom) {
        Object value = bottom instanceof ORMap<?, ?> map ? map.get("absent") : bottom;
        return value instanceof Tagged<?> record
                ? builder().composite(record, 103).build()
                : CODEC;
    }

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#all")
    <S extends Crdt<S>, O> void bytesAreCanonicalAndComeBackAndEveryHazardIsMet(Subject<S, O> subject) {
        var stamped = new AtomicBoolean();
        Report report = Laws.check(new Encoded<>(subject, stamped), 0, HISTORIES);
        var ofOperations = EnumSet.range(Hazard.UPDATE_REFUSED, Hazard.OTHER_CONTENT);
        for (Hazard hazard : EnumSet.complementOf(ofOperations)) {
            boolean expected = switch (hazard) {
                case STAMP_TOO_FAR_AHEAD -> stamped.get(); // without stamps no clock refuses anything
                case FOREIGN_IDENTITY -> Witness.of(subject.bottom()).isPresent();
                default -> true;
            };
            assertEquals(expected, report.met(hazard) > 0, () -> hazard + " in\n" + report);
        }
        assertTrue(report.longestChain() > 10, report::toString);
        for (String kind : report.updates().keySet()) {
            for (String other : report.updates().keySet()) {
                assertTrue(report.concurrent(kind, other) > 0, () -> kind + " || " + other + " in\n" + report);
                assertTrue(report.followed(kind, other) > 0, () -> kind + ", then " + other + " in\n" + report);
            }
        }
    }

    /** A subject whose states travel as bytes, too. */
    record Encoded<S extends Crdt<S>, O>(Subject<S, O> subject, AtomicBoolean stamped) implements Forwarding<S, O> {

        Encoded(Subject<S, O> subject) {
            this(subject, new AtomicBoolean());
        }

        @Override
        public S apply(S state, Issuer issuer, O operation) {
            S after = subject.apply(state, issuer, operation);
            if (Witness.of(after)
                    .filter(witness -> witness.greatestStamp(after) > 0)
                    .isPresent()) {
                stamped.set(true);
            }
            return after;
        }

        @Override
        public Optional<Codec<S>> codec() {
            KryoCodec codec = CodecLawsTest.codec(bottom());
            return Optional.of(new Codec<>(codec::encode, bytes -> codec.decode(bytes, bottom())));
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

    private static final class OpaqueSerializer extends Serializer<Keys.Opaque> {

        @Override
        public void write(Kryo kryo, Output output, Keys.Opaque key) {
            output.writeInt(key.number());
        }

        @Override
        public Keys.Opaque read(Kryo kryo, Input input, Class<? extends Keys.Opaque> type) {
            return new Keys.Opaque(input.readInt());
        }
    }
}
