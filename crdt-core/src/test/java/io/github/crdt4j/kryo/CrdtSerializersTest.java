package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.Dot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrdtSerializersTest {

    /** An object of a user's, with states in it. */
    record Page(String title, GCounter views, ORSet<Samples.Money> prices) {}

    private static Kryo kryo() {
        var kryo = new Kryo();
        CrdtSerializers.register(kryo);
        return kryo;
    }

    private static byte[] write(Kryo kryo, Object value) {
        var output = new Output(16, -1);
        kryo.writeClassAndObject(output, value);
        return output.toBytes();
    }

    @Test
    void anIdThatIsTakenIsRefusedAndNothingIsRegistered() {
        var kryo = new Kryo();
        kryo.register(ArrayList.class, new CollectionSerializer<>(), 1010);
        var refused = assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(kryo));
        assertEquals("id 1010 for io.github.crdt4j.map.ORMap is taken by java.util.ArrayList", refused.getMessage());
        assertNull(kryo.getRegistration(1000));
        assertNull(kryo.getClassResolver().getRegistration(ReplicaId.class));
        assertEquals(ArrayList.class, kryo.getRegistration(1010).getType());
        CrdtSerializers.register(kryo, 2000);
        assertEquals(Removable.class, kryo.getRegistration(2011).getType());
    }

    @Test
    void aTypeThatIsRegisteredAlreadyIsRefused() {
        var kryo = new Kryo();
        kryo.register(GCounter.class, 50);
        var refused = assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(kryo));
        assertTrue(refused.getMessage().contains("GCounter cannot have id 1005, it is registered under 50"));
        assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(kryo(), 2000));
        assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(new Kryo(), 0));
        assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(new Kryo(), -1));
        assertThrows(IllegalArgumentException.class, () -> CrdtSerializers.register(new Kryo(), Integer.MAX_VALUE));
    }

    @Test
    void referencesAreRefusedAtOnceAndLater() {
        var kryo = new Kryo();
        kryo.setReferences(true);
        var refused = assertThrows(IllegalStateException.class, () -> CrdtSerializers.register(kryo));
        assertTrue(refused.getMessage().contains("setReferences(false)"));
        Kryo later = kryo();
        later.setReferences(true);
        assertThrows(IllegalStateException.class, () -> write(later, GCounter.empty()));
        assertThrows(
                IllegalStateException.class,
                () -> new ValueSerializer<>(GCounter.class).read(later, new Input(new byte[9]), GCounter.class));
    }

    @Test
    void statesAreCopiedAsTheImmutableObjectsTheyAre() {
        ORSet<String> set = ORSet.<String>empty().add(Samples.A, "x");
        assertSame(set, kryo().copy(set));
    }

    @Test
    void statesInsideObjectsWithElementsOfRegisteredClassesComeBack() {
        Kryo kryo = kryo();
        kryo.register(Samples.Money.class, new Samples.MoneySerializer(), 100);
        kryo.register(Page.class, new RecordSerializer<>(Page.class), 101);
        var page = new Page(
                "home",
                GCounter.empty().increment(Samples.A, 3),
                ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(5, "EUR")));
        byte[] bytes = write(kryo, page);
        assertEquals(page, kryo.readClassAndObject(new Input(bytes)));
        assertEquals(page, kryo.readClassAndObject(new Input(new ByteArrayInputStream(bytes), 3)));
    }

    @Test
    void largeStatesComeBackFromAStream() {
        ORSet<Integer> set = ORSet.<Integer>empty().edit(Samples.A, editor -> {
            for (int i = 0; i < 50_000; i++) {
                editor.add(i * 0x9E3779B1); // far apart, so that they take many bytes
            }
        });
        byte[] bytes = write(kryo(), set);
        assertTrue(bytes.length > 200_000);
        assertEquals(set, kryo().readClassAndObject(new Input(new ByteArrayInputStream(bytes), 100)));
    }

    @Test
    void anElementOfAnUnregisteredClassIsRefusedEvenWhereKryoWouldTakeIt() {
        Kryo kryo = kryo();
        kryo.setRegistrationRequired(false);
        var set = ORSet.<Samples.Money>empty().add(Samples.A, new Samples.Money(5, "EUR"));
        var refused = assertThrows(IllegalArgumentException.class, () -> write(kryo, set));
        assertTrue(refused.getMessage().contains("Money has no encoding"), refused.getMessage());
    }

    @Test
    void recordsOfStatesAreRegisteredWithTheirOwnSerializer() {
        Kryo kryo = kryo();
        kryo.register(Samples.Profile.class, new CompositeSerializer<>(Samples.Profile.EMPTY), 120);
        Object profile = Samples.states().get("Composite-small");
        assertEquals(profile, kryo.readClassAndObject(new Input(write(kryo, profile))));
        ORMap<String, Samples.Profile> map =
                ORMap.<String, Samples.Profile>empty(Samples.Profile.EMPTY).update(Samples.A, "k", p -> p);
        assertEquals(map, kryo.readClassAndObject(new Input(write(kryo, map))));
    }

    @Test
    void badBytesAreOneException() {
        Kryo kryo = kryo();
        var output = new Output(16, -1);
        kryo.writeObject(output, new Dot(Samples.A, 5));
        byte[] good = output.toBytes();
        assertEquals(new Dot(Samples.A, 5), kryo.readObject(new Input(good), Dot.class));
        for (int i = 0; i < good.length; i++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] bad = good.clone();
                bad[i] = (byte) octet;
                for (var input : List.of(new Input(bad), new Input(new ByteArrayInputStream(bad), 4))) {
                    Dot dot;
                    try {
                        dot = kryo.readObject(input, Dot.class);
                    } catch (DecodeException expected) {
                        continue;
                    }
                    var again = new Output(16, -1);
                    kryo.writeObject(again, dot);
                    assertEquals(
                            new String(bad, 0, again.position(), StandardCharsets.ISO_8859_1),
                            new String(again.toBytes(), StandardCharsets.ISO_8859_1));
                }
            }
            byte[] cut = Arrays.copyOf(good, i);
            assertThrows(DecodeException.class, () -> kryo.readObject(new Input(cut), Dot.class));
            assertThrows(
                    DecodeException.class,
                    () -> kryo.readObject(new Input(new ByteArrayInputStream(cut), 4), Dot.class));
        }
        assertEquals(new Dot(Samples.A, 5), kryo.readObject(new Input(good), Dot.class));
    }

    @Test
    void aLengthIsInItsShortestFormAndNoMoreThanThereIs() {
        Kryo kryo = kryo();
        var output = new Output(16, -1);
        kryo.writeObject(output, GCounter.empty());
        assertEquals("0103280000", HexFormat.of().formatHex(output.toBytes()));
        for (String hex : List.of("018300280000", "01FFFFFFFF0F280000", "01FFFFFFFFFF01280000", "0104280000")) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThrows(DecodeException.class, () -> kryo.readObject(new Input(bytes), GCounter.class), hex);
        }
        byte[] lie = HexFormat.of().parseHex("017F280000");
        var refused = assertThrows(DecodeException.class, () -> kryo.readObject(new Input(lie), GCounter.class));
        assertTrue(refused.getMessage().contains("127 bytes announced, 3 left"), refused.getMessage());
    }

    @Test
    void aStateOfAnotherTypeIsRefusedAndTheVersionIsChecked() {
        Kryo kryo = kryo();
        var output = new Output(16, -1);
        kryo.writeObject(output, GCounter.empty());
        byte[] bytes = output.toBytes();
        assertThrows(DecodeException.class, () -> kryo.readObject(new Input(bytes), ORSet.class));
        bytes[0] = 2;
        var refused = assertThrows(DecodeException.class, () -> kryo.readObject(new Input(bytes), GCounter.class));
        assertTrue(refused.getMessage().contains("unknown version of GCounter"), refused.getMessage());
    }
}
