package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.EnumSerializer;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.causal.Embedding;
import io.github.crdt4j.causal.Embeddings;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.sync.Fingerprint;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** States of every type and of interesting shapes, types as users write them, and a codec that knows these. */
public final class Samples {

    public static final ReplicaId A = ReplicaId.of("a");
    public static final ReplicaId B = new ReplicaId("b", 7);
    public static final ReplicaId C = new ReplicaId("köln-1", Long.MAX_VALUE);

    /** An element of a user's own class. */
    public record Money(long cents, String currency) {}

    public enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green, with a body of its own";
            }
        }
    }

    /** A user's own lattice. */
    public record Words(Set<String> words) implements Crdt<Words> {
        public static final Words NONE = new Words(Set.of());

        @Override
        public Words merge(Words other) {
            var union = new TreeSet<>(words);
            union.addAll(other.words);
            return new Words(union);
        }

        Words add(String word) {
            return merge(new Words(Set.of(word)));
        }
    }

    /** A record of causal states. */
    public record Profile(LWWRegister<String> name, ORSet<String> tags, ORMap<String, PNCounter> visits)
            implements Composite<Profile> {
        public static final Profile EMPTY =
                new Profile(LWWRegister.empty(), ORSet.empty(), ORMap.empty(PNCounter.empty()));

        @Override
        public Profile zip(Profile other, Zip with) {
            return new Profile(
                    with.apply(name, other.name), with.apply(tags, other.tags), with.apply(visits, other.visits));
        }
    }

    /** A causal type of a user's own, not made by a record's zip. */
    public record Switch(ORSet<Boolean> on) implements Causal<Switch> {
        public static final Switch OFF = new Switch(ORSet.empty());

        Switch enable(ReplicaId self) {
            return new Switch(on.add(self, true));
        }

        @Override
        public Switch merge(Switch other) {
            return new Switch(on.merge(other.on));
        }

        @Override
        public boolean leq(Switch other) {
            return on.leq(other.on);
        }

        @Override
        public Switch delta(Switch since) {
            return new Switch(on.delta(since.on));
        }

        @Override
        public CausalContext context() {
            return on.context();
        }

        @Override
        public boolean isEmpty() {
            return on.isEmpty();
        }

        @Override
        public Embedding<Switch> witness() {
            return SwitchEmbedding.ONE;
        }
    }

    private enum SwitchEmbedding implements Embedding<Switch> {
        ONE;

        @Override
        public Switch within(Switch state, CausalContext context) {
            return new Switch(Embeddings.within(state.on, context));
        }

        @Override
        public Switch forget(Switch state) {
            return new Switch(Embeddings.forget(state.on));
        }

        @Override
        public Switch shift(Switch state, ReplicaId replica, long after, long by) {
            return new Switch(Embeddings.shift(state.on, replica, after, by));
        }

        @Override
        public long greatestStamp(Switch state) {
            return 0;
        }
    }

    private static void writeText(Output output, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        output.writeVarInt(utf8.length, true);
        output.writeBytes(utf8);
    }

    /** Unlike Kryo's own, checks the length before it allocates anything. */
    private static String readText(Input input) {
        int length = input.readVarInt(true);
        if (length < 0 || length > input.limit() - input.position()) {
            throw new KryoException("a text of " + length + " bytes");
        }
        return new String(input.readBytes(length), StandardCharsets.UTF_8);
    }

    public static final class MoneySerializer extends Serializer<Money> {
        @Override
        public void write(Kryo kryo, Output output, Money money) {
            output.writeVarLong(money.cents(), false);
            writeText(output, money.currency());
        }

        @Override
        public Money read(Kryo kryo, Input input, Class<? extends Money> type) {
            return new Money(input.readVarLong(false), readText(input));
        }
    }

    public static final class WordsSerializer extends Serializer<Words> {
        @Override
        public void write(Kryo kryo, Output output, Words words) {
            output.writeVarInt(words.words().size(), true);
            new TreeSet<>(words.words()).forEach(word -> writeText(output, word));
        }

        @Override
        public Words read(Kryo kryo, Input input, Class<? extends Words> type) {
            var words = new TreeSet<String>();
            for (int rest = input.readVarInt(true); rest > 0; rest--) {
                words.add(readText(input));
            }
            return new Words(words);
        }
    }

    public static final class SwitchSerializer extends Serializer<Switch> {
        @Override
        public void write(Kryo kryo, Output output, Switch value) {
            kryo.writeObject(output, value.on());
        }

        @Override
        @SuppressWarnings("unchecked") // it is what write wrote
        public Switch read(Kryo kryo, Input input, Class<? extends Switch> type) {
            return new Switch(kryo.readObject(input, ORSet.class));
        }
    }

    private Samples() {}

    public static KryoCodec.Builder builder() {
        return KryoCodec.builder()
                .register(Money.class, new MoneySerializer(), 100)
                .register(Words.class, WordsSerializer::new, 101)
                .composite(Profile.EMPTY, 102)
                .register(Switch.class, new SwitchSerializer(), 103)
                .register(Color.class, new EnumSerializer(Color.class), 104);
    }

    static final List<Object> ELEMENTS = List.of(
            "",
            "ä\uD83D\uDE00\uFFFD\u0000",
            "unpaired \uD800",
            true,
            false,
            (byte) -1,
            (short) -300,
            'ß',
            0,
            Integer.MIN_VALUE,
            7L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -0.0f,
            Float.NaN,
            0.1,
            -0.0,
            0.0,
            Double.NEGATIVE_INFINITY,
            BigInteger.ZERO,
            BigInteger.TWO.pow(70).negate(),
            new BigDecimal("1.0"),
            new BigDecimal("1.00"),
            new UUID(1, -2),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            LocalDate.parse("2024-02-29"),
            List.of(),
            List.of("x", 1, List.of(A, new Dot(A, 2))),
            B,
            new Dot(C, 3),
            new LamportTimestamp(4, B),
            VectorClock.empty().tick(A).tick(B),
            CausalContext.of(new Dot(A, 1), new Dot(A, 3)),
            ORSet.empty().add(A, "nested"),
            new Money(5, "EUR"),
            Color.RED,
            Color.GREEN);

    /** The states by name. */
    public static Map<String, Crdt<?>> states() {
        var states = new LinkedHashMap<String, Crdt<?>>();
        states.put("VectorClock-empty", VectorClock.empty());
        states.put("VectorClock-three", VectorClock.of(Map.of(A, 1L, B, 300L, C, Long.MAX_VALUE)));
        states.put("CausalContext-empty", CausalContext.empty());
        states.put(
                "CausalContext-gaps",
                CausalContext.builder()
                        .add(A, 1, 1L << 40)
                        .add(A, (1L << 40) + 2, Long.MAX_VALUE)
                        .add(B, 5, 5)
                        .add(B, 7, 9)
                        .build());

        GCounter counter =
                GCounter.empty().increment(A, 5).merge(GCounter.empty().increment(B, 1L << 40));
        states.put("GCounter-empty", GCounter.empty());
        states.put("GCounter-small", counter);
        states.put("GCounter-forgotten", Embeddings.forget(counter).increment(A, 2));
        states.put("GCounter-delta", counter.increment(A).delta(counter));
        PNCounter balance = PNCounter.empty()
                .increment(A, 5)
                .decrement(A, 2)
                .merge(PNCounter.empty().decrement(C));
        states.put("PNCounter-empty", PNCounter.empty());
        states.put("PNCounter-small", balance);
        states.put("PNCounter-forgotten", Embeddings.forget(balance).increment(B, Long.MAX_VALUE));

        LWWRegister<Object> register = LWWRegister.empty().set(new LamportTimestamp(7, A), "x");
        states.put("LWWRegister-empty", LWWRegister.empty());
        states.put("LWWRegister-small", register);
        states.put("LWWRegister-unset", register.unset(new LamportTimestamp(8, A)));
        states.put("LWWRegister-clash-unset", register.merge(LWWRegister.empty().unset(new LamportTimestamp(7, A))));
        states.put("LWWRegister-concurrent", register.merge(LWWRegister.empty().set(new LamportTimestamp(9, B), 2)));
        states.put("LWWRegister-clash", register.merge(LWWRegister.empty().set(new LamportTimestamp(7, A), "y")));
        states.put("LWWRegister-clone", register.merge(LWWRegister.empty().set(new LamportTimestamp(8, A), "a")));
        MVRegister<Object> siblings =
                MVRegister.empty().set(A, "x").merge(MVRegister.empty().set(B, "x"));
        states.put("MVRegister-empty", MVRegister.empty());
        states.put("MVRegister-siblings", siblings);
        states.put("MVRegister-clone", siblings.merge(MVRegister.empty().set(A, "y")));

        ORSet<Object> all = ORSet.empty();
        for (Object element : ELEMENTS) {
            all = all.add(A, element);
        }
        ORSet<Object> small =
                ORSet.empty().add(A, "x").add(A, "y").merge(ORSet.empty().add(B, "x"));
        states.put("ORSet-empty", ORSet.empty());
        states.put("ORSet-small", small);
        states.put("ORSet-removed", small.remove("x"));
        states.put("ORSet-delta", small.remove("x").add(A, "z").delta(small));
        states.put("ORSet-elements", all);
        states.put("ORSet-blocks", blocks());
        states.put("ORSet-parts", parts());

        states.putAll(maps());
        Catalogue.all().forEach(row -> states.put(row.name() + "-sample", row.sample()));
        return states;
    }

    /** More elements than are listed one by one, some of them gone and some added by two replicas. */
    private static ORSet<Object> blocks() {
        ORSet<Object> set = ORSet.empty();
        ORSet<Object> concurrent = ORSet.empty();
        for (int i = 0; i < 24; i++) {
            set = set.add(i % 2 == 0 ? A : B, "user-" + i);
            concurrent = i % 7 == 0 ? concurrent.add(C, "user-" + i) : concurrent;
        }
        return set.remove("user-4").remove("user-5").merge(concurrent);
    }

    /** Elements of which so much has to be told that it is packed in parts. */
    private static ORSet<Object> parts() {
        ORSet<Object> set = ORSet.empty();
        for (int i = 1; i <= 100; i++) {
            set = set.add(A, Long.toUnsignedString(i * 0x9e3779b97f4a7c15L, 36));
        }
        return set;
    }

    private static Map<String, Crdt<?>> maps() {
        var states = new LinkedHashMap<String, Crdt<?>>();
        ORMap<String, PNCounter> cart = ORMap.empty(PNCounter.empty());
        ORMap<String, PNCounter> filled =
                cart.update(A, "milk", c -> c.increment(A, 2)).update(B, "eggs", c -> c.increment(B, 6));
        states.put("ORMap-empty", cart);
        states.put("ORMap-counters", filled);
        states.put("ORMap-leavings", filled.remove("milk"));
        states.put("ORMap-presence", cart.update(A, "bread", c -> c).merge(cart.update(B, "bread", c -> c)));
        ORMap<String, PNCounter> stock = cart;
        for (int i = 0; i < 12; i++) {
            ReplicaId self = i % 2 == 0 ? A : B;
            stock = stock.update(self, "item-" + i, c -> c.increment(self, 3));
        }
        states.put("ORMap-blocks", stock.remove("item-4"));
        states.put("ORMap-delta", filled.remove("milk").delta(filled));

        ORMap<Object, ORMap<Long, ORSet<String>>> nested = ORMap.empty(ORMap.empty(ORSet.empty()));
        nested = nested.update(
                        A,
                        B,
                        m -> m.update(A, 1L, s -> s.add(A, "x").add(A, "y")).update(A, 2L, s -> s))
                .update(A, "k", m -> m.update(A, 1L, s -> s.add(A, "z")).remove(1L));
        states.put("ORMap-nested", nested);
        ORMap<String, ORMap<String, GCounter>> leavings = ORMap.empty(ORMap.empty(GCounter.empty()));
        leavings = leavings.update(A, "k", m -> m.update(A, "l", c -> c.increment(A, 3)))
                .remove("k");
        states.put("ORMap-nested-leavings", leavings);
        ORMap<String, LWWRegister<String>> creatives = ORMap.empty(LWWRegister.empty());
        states.put(
                "ORMap-registers",
                creatives
                        .update(A, "c", r -> r.set(new LamportTimestamp(1, A), "x"))
                        .merge(creatives.update(B, "c", r -> r.set(new LamportTimestamp(1, B), "y"))));
        ORMap<String, MVRegister<Money>> prices = ORMap.empty(MVRegister.empty());
        states.put("ORMap-of-MVRegister", prices.update(A, "p", r -> r.set(A, new Money(199, "EUR"))));

        Profile profile = new Profile(
                LWWRegister.<String>empty().set(new LamportTimestamp(1, A), "Ada"),
                ORSet.<String>empty().add(A, "admin"),
                ORMap.<String, PNCounter>empty(PNCounter.empty()).update(B, "home", c -> c.increment(B)));
        ORMap<String, Profile> profiles = ORMap.empty(Profile.EMPTY);
        profiles = profiles.update(
                A,
                "ada",
                p -> new Profile(
                        p.name().set(new LamportTimestamp(2, A), "Ada"),
                        p.tags().add(A, "admin"),
                        p.visits().update(A, "home", c -> c.increment(A, 3))));
        states.put("Composite-empty", Profile.EMPTY);
        states.put("Composite-small", profile);
        states.put("ORMap-composites", profiles);
        states.put("ORMap-composites-leavings", profiles.remove("ada"));

        Removable<VectorClock> clock = Removable.of(VectorClock.empty());
        states.put("Removable-empty", clock);
        states.put("Removable-clocks", clock.update(A, c -> c.tick(A)).merge(clock.update(B, c -> c.tick(B))));
        ORMap<String, Removable<Words>> words = ORMap.empty(Removable.of(Words.NONE));
        states.put("Removable-words", Removable.of(Words.NONE).update(A, w -> w.add("x")));
        states.put("ORMap-removables", words.update(A, "k", r -> r.update(A, w -> w.add("x"))));
        states.put("Object-words", Words.NONE.add("b").add("a"));
        states.put("Object-switch", Switch.OFF.enable(A));
        ORMap<String, Switch> switches = ORMap.empty(Switch.OFF);
        states.put(
                "ORMap-switches", switches.update(A, "lamp", s -> s.enable(A)).update(B, "fan", s -> s.enable(B)));
        return states;
    }

    /** The messages by name, all of them about an ORSet. */
    public static Map<String, SyncMessage<ORSet<Object>>> messages() {
        var messages = new LinkedHashMap<String, SyncMessage<ORSet<Object>>>();
        ORSet<Object> delta = ORSet.empty().add(A, "x");
        messages.put("SyncMessage-delta", new SyncMessage.Delta<>(A, B, 1, 300, false, delta));
        ORSet<Object> before = ORSet.empty().add(A, "x").add(B, "y").add(B, "z");
        ORSet<Object> after = before.remove("z").remove("x").add(A, "w");
        messages.put("SyncMessage-hints", new SyncMessage.Delta<>(A, B, 1, 301, false, after.delta(before)));
        messages.put("SyncMessage-complete", new SyncMessage.Delta<>(A, C, Long.MAX_VALUE, 1, true, delta));
        messages.put("SyncMessage-ack", new SyncMessage.Ack<>(B, A, 1, 300));
        messages.put("SyncMessage-start-over", new SyncMessage.StartOver<>(B, A, 1, new ReplicaId("b", 6)));
        var fingerprint = new Fingerprint(0x0123456789ABCDEFL, -2);
        messages.put(
                "SyncMessage-check",
                new SyncMessage.Check<>(A, B, 1, 301, SyncMessage.Check.Kind.QUESTION, fingerprint));
        messages.put(
                "SyncMessage-check-answer",
                new SyncMessage.Check<>(B, A, 1, 301, SyncMessage.Check.Kind.ANSWER, fingerprint));
        return messages;
    }

    /** Decodes as what the sample is; the capture gives the state a name for its type. */
    static <S extends Crdt<S>> Crdt<?> decode(KryoCodec codec, byte[] bytes, Crdt<S> like) {
        return codec.decode(bytes, Shapes.<S>unchecked(like));
    }
}
