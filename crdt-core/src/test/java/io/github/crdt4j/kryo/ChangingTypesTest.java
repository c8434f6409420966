package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What docs/changing-types.md says, with bytes that the first release of each type wrote. The files stay when types here change; who
 * changes the format regenerates them with {@code -Dcrdt4j.golden.write=true}.
 */
class ChangingTypesTest {

    private static final Path FIRST = Path.of("src/test/resources/first-release");
    private static final ReplicaId A = ReplicaId.of("a");

    private static byte[] first(String name, KryoCodec codec, Crdt<?> state) throws IOException {
        Path file = FIRST.resolve(name + ".bin");
        byte[] now = codec.encode(state);
        if (Boolean.getBoolean("crdt4j.golden.write")) {
            Files.createDirectories(FIRST);
            Files.write(file, now);
        }
        assertArrayEquals(Files.readAllBytes(file), now);
        return now;
    }

    record Profile1(LWWRegister<String> name, ORSet<String> tags) implements Composite<Profile1> {
        static final Profile1 EMPTY = new Profile1(LWWRegister.empty(), ORSet.empty());

        @Override
        public Profile1 zip(Profile1 other, Zip with) {
            return new Profile1(with.apply(name, other.name), with.apply(tags, other.tags));
        }
    }

    /** One component more, and declared in another order: that of zip counts. */
    record Profile2(ORSet<String> tags, LWWRegister<String> name, PNCounter visits) implements Composite<Profile2> {
        static final Profile2 EMPTY = new Profile2(ORSet.empty(), LWWRegister.empty(), PNCounter.empty());

        @Override
        public Profile2 zip(Profile2 other, Zip with) {
            LWWRegister<String> first = with.apply(name, other.name);
            return new Profile2(with.apply(tags, other.tags), first, with.apply(visits, other.visits));
        }
    }

    private static final Profile1 ADA = new Profile1(
            LWWRegister.<String>empty().set(new LamportTimestamp(1, A), "Ada"),
            ORSet.<String>empty().add(A, "admin"));
    private static final KryoCodec PROFILE_1 =
            KryoCodec.builder().composite(Profile1.EMPTY, 100).build();
    private static final KryoCodec PROFILE_2 =
            KryoCodec.builder().composite(Profile2.EMPTY, 100).build();

    @Test
    void aRecordOfStatesMayGrowAtTheEnd() throws IOException {
        byte[] bytes = first("record-of-states", PROFILE_1, ADA);
        Profile2 read = PROFILE_2.decode(bytes, Profile2.EMPTY);
        assertEquals(new Profile2(ADA.tags(), ADA.name(), PNCounter.empty()), read);
        assertArrayEquals(bytes, PROFILE_2.encode(read), "one form in both releases");
        byte[] used = PROFILE_2.encode(
                new Profile2(read.tags(), read.name(), read.visits().increment(A)));
        assertThrows(DecodeException.class, () -> PROFILE_1.decode(used, Profile1.EMPTY));
    }

    @Test
    void aMapOfRecordsOfStatesMayGrowAtTheEnd() throws IOException {
        ORMap<String, Profile1> map = ORMap.<String, Profile1>empty(Profile1.EMPTY);
        for (int i = 0; i < 20; i++) {
            map = map.update(
                    A,
                    "k" + i,
                    profile -> new Profile1(profile.name(), profile.tags().add(A, "x")));
        }
        byte[] bytes = first("map-of-records", PROFILE_1, map.remove("k7"));
        ORMap<String, Profile2> empty = ORMap.empty(Profile2.EMPTY);
        ORMap<String, Profile2> read = PROFILE_2.decode(bytes, empty);
        assertEquals(19, read.size());
        assertArrayEquals(bytes, PROFILE_2.encode(read));
        byte[] used = PROFILE_2.encode(read.update(
                A,
                "k3",
                profile -> new Profile2(
                        profile.tags(), profile.name(), profile.visits().increment(A))));
        ORMap<String, Profile1> like = ORMap.empty(Profile1.EMPTY);
        assertThrows(DecodeException.class, () -> PROFILE_1.decode(used, like));
    }

    record Item1(String sku, int count) {}

    record Item2(String sku, int count, String note, boolean isFresh) {
        Item2 {
            note = note == null ? "" : note;
        }
    }

    @Test
    void aRecordOfValuesMayGrowAtTheEnd() throws IOException {
        KryoCodec one = KryoCodec.builder().record(Item1.class, 100).build();
        KryoCodec two = KryoCodec.builder().record(Item2.class, 100).build();
        byte[] bytes = first("record-of-values", one, ORSet.<Item1>empty().add(A, new Item1("milk", 2)));
        ORSet<Item2> read = two.decode(bytes, ORSet.<Item2>empty());
        assertEquals(Set.of(new Item2("milk", 2, "", false)), read.elements());
        assertArrayEquals(bytes, two.encode(read));
        byte[] used = two.encode(read.add(A, new Item2("rice", 1, "", true)));
        assertThrows(DecodeException.class, () -> one.decode(used, ORSet.<Item1>empty()));
    }

    enum Color1 {
        RED,
        GREEN
    }

    enum Color2 {
        GREEN,
        BLUE,
        RED
    }

    @Test
    void anEnumMayGrowAnywhere() throws IOException {
        KryoCodec one = KryoCodec.builder().enumeration(Color1.class, 100).build();
        KryoCodec two = KryoCodec.builder().enumeration(Color2.class, 100).build();
        byte[] bytes = first("enum", one, ORSet.<Color1>empty().add(A, Color1.GREEN));
        ORSet<Color2> read = two.decode(bytes, ORSet.<Color2>empty());
        assertEquals(Set.of(Color2.GREEN), read.elements());
        assertArrayEquals(bytes, two.encode(read));
        byte[] used = two.encode(read.add(A, Color2.BLUE));
        assertThrows(DecodeException.class, () -> one.decode(used, ORSet.<Color1>empty()));
    }

    /** A class with a serializer of its own. */
    record Price(long cents, String currency) {}

    private static final class Price1 extends Serializer<Price> {
        @Override
        public void write(Kryo kryo, Output output, Price price) {
            output.writeLong(price.cents());
        }

        @Override
        public Price read(Kryo kryo, Input input, Class<? extends Price> type) {
            return new Price(input.readLong(), "EUR");
        }
    }

    /** Reads both forms; writes the old one where the default stands, or always the new one. */
    private static final class Price2 extends Serializer<Price> {
        private final boolean isShortest;

        Price2(boolean isShortest) {
            this.isShortest = isShortest;
        }

        @Override
        public void write(Kryo kryo, Output output, Price price) {
            output.writeLong(price.cents());
            if (!isShortest || !price.currency().equals("EUR")) {
                output.writeString(price.currency());
            }
        }

        @Override
        public Price read(Kryo kryo, Input input, Class<? extends Price> type) {
            return new Price(input.readLong(), input.end() ? "EUR" : input.readString());
        }
    }

    @Test
    void aSerializerReadsBothFormsAndWritesTheOldOneForTheDefault() throws IOException {
        KryoCodec one =
                KryoCodec.builder().register(Price.class, new Price1(), 100).build();
        KryoCodec two =
                KryoCodec.builder().register(Price.class, new Price2(true), 100).build();
        KryoCodec wrong = KryoCodec.builder()
                .register(Price.class, new Price2(false), 100)
                .build();
        byte[] bytes = first("own-serializer", one, ORSet.<Price>empty().add(A, new Price(5, "EUR")));
        ORSet<Price> read = two.decode(bytes, ORSet.<Price>empty());
        assertEquals(Set.of(new Price(5, "EUR")), read.elements());
        assertArrayEquals(bytes, two.encode(read));
        byte[] used = two.encode(read.add(A, new Price(5, "USD")));
        assertThrows(DecodeException.class, () -> one.decode(used, ORSet.<Price>empty()));
        var refused = assertThrows(DecodeException.class, () -> wrong.decode(bytes, ORSet.<Price>empty()));
        assertTrue(refused.getMessage().contains("is not in the form in which it is written"), refused::getMessage);
    }

    /** A user's own lattice, registered as a record of values. */
    record Max1(long value) implements Crdt<Max1> {
        @Override
        public Max1 merge(Max1 other) {
            return value >= other.value ? this : other;
        }
    }

    record Max2(long value, List<String> log) implements Crdt<Max2> {
        @Override
        public Max2 merge(Max2 other) {
            return value >= other.value ? this : other;
        }
    }

    @Test
    void aStateOfOnesOwnTypeMayGrowAtTheEnd() throws IOException {
        KryoCodec one = KryoCodec.builder().record(Max1.class, 100).build();
        KryoCodec two = KryoCodec.builder().record(Max2.class, 100).build();
        byte[] bytes = first("own-state", one, new Max1(7));
        Max2 read = two.decode(bytes, Max2.class);
        assertEquals(new Max2(7, List.of()), read);
        assertArrayEquals(bytes, two.encode(read));
    }

    @Test
    void anElementOfAnotherClassIsAnotherElement() throws IOException {
        byte[] bytes =
                first("integers", KryoCodec.create(), ORSet.<Object>empty().add(A, 1));
        ORSet<Object> read = KryoCodec.create().decode(bytes, ORSet.empty());
        assertTrue(read.contains(1));
        assertFalse(read.contains(1L));
    }

    @Test
    void theIdOfAClassIsForEver() throws IOException {
        KryoCodec one = KryoCodec.builder().record(Item1.class, 100).build();
        byte[] bytes = first("record-of-values", one, ORSet.<Item1>empty().add(A, new Item1("milk", 2)));
        KryoCodec other = KryoCodec.builder().record(Item1.class, 101).build();
        assertThrows(DecodeException.class, () -> other.decode(bytes, ORSet.<Item1>empty()));
    }
}
