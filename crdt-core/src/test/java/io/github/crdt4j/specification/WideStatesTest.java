package io.github.crdt4j.specification;

import static io.github.crdt4j.causal.Embeddings.forget;
import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static io.github.crdt4j.causal.Embeddings.retire;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.Hints;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small deltas on states of many keys, the way past most entries, against the slow reference. */
class WideStatesTest {

    private static final int KEYS = 120;
    private static final int STEPS = 400;
    private static final ReplicaId A = ReplicaId.of("a");

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<LamportClock> clocks =
            Stream.of("a", "b", "c").map(ReplicaId::of).map(LamportClock::of).toList();

    static Stream<Subject<?, ?>> values() {
        return Stream.of(Counters.UP_AND_DOWN, Registers.LAST_WRITER, Sets.ADD_WINS, Profiles.RECORD, Removables.WORDS);
    }

    @ParameterizedTest
    @MethodSource("values")
    <V extends Causal<V>, O> void mapsAgreeWithTheSlowReference(Subject<V, O> nested) {
        run(ORMap.<String, V>empty(nested.bottom()), (map, issuer) -> {
            String key = "k" + random.nextInt(KEYS);
            return switch (random.nextInt(8)) {
                case 0, 1 -> map.remove(key);
                case 2 -> random.nextInt(10) == 0 ? map.clear() : map;
                default ->
                    map.update(issuer.self(), key, value -> nested.apply(value, issuer.part(0), nested.draw(random)));
            };
        });
    }

    @Test
    void setsAgreeWithTheSlowReference() {
        run(ORSet.<String>empty(), (set, issuer) -> {
            String element = "e" + random.nextInt(KEYS);
            return random.nextInt(3) == 0 ? set.remove(element) : set.add(issuer.self(), element);
        });
    }

    /** More lanes than are kept flat, in one chunk and in several, opened, exhausted and retired; also after decoding. */
    @ParameterizedTest
    @ValueSource(ints = {8, 40})
    void countersOfManyWritersAgreeWithTheSlowReference(int writers) {
        KryoCodec codec = KryoCodec.create();
        run(
                PNCounter.empty(),
                (counter, issuer) -> {
                    ReplicaId writer = ReplicaId.of(issuer.self().name() + random.nextInt(writers));
                    return switch (random.nextInt(10)) {
                        case 0 -> random.nextInt(4) == 0 ? forget(counter) : counter;
                        case 1, 2 -> retire(counter, writer).decrement(writer, 1 + random.nextInt(5));
                        default -> retire(counter, writer).increment(writer, 1 + random.nextInt(5));
                    };
                },
                state -> random.nextBoolean() ? state : codec.decode(codec.encode(state), PNCounter.empty()));
    }

    /** All writers are there from the beginning, so the same chunks of the same writers are compared, now of one descent and now not. */
    @Test
    void countersOfTheSameManyWritersAgreeWithTheSlowReference() {
        int writers = 250;
        KryoCodec codec = KryoCodec.create();
        PNCounter base = PNCounter.empty();
        for (int i = 0; i < 3 * writers; i++) {
            base = base.increment(ReplicaId.of(List.of("a", "b", "c").get(i % 3) + i / 3), 1 + i % 5);
        }
        run(
                base,
                100,
                (counter, issuer) -> {
                    PNCounter next = counter;
                    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                        ReplicaId writer = ReplicaId.of(issuer.self().name() + random.nextInt(writers));
                        next = random.nextInt(4) == 0 ? next.decrement(writer, 2) : next.increment(writer, 3);
                        next = random.nextInt(40) == 0 ? forget(next) : next;
                        next = random.nextInt(3) == 0 ? retire(next, writer) : next;
                    }
                    return next;
                },
                state -> random.nextBoolean() ? state : codec.decode(codec.encode(state), PNCounter.empty()));
    }

    /** Of one event in two places, as a cloned replica brings about, a removal takes away both. */
    @Test
    void elementsUnderOneDotAgreeWithTheSlowReference() {
        ORSet<String> common = ORSet.empty();
        for (int i = 0; i < KEYS; i++) {
            common = common.add(A, "common " + i);
        }
        ORSet<String> one = common.add(A, "one");
        ORSet<String> two = common.add(A, "two");
        ORSet<String> both = one.merge(two);
        assertEquals(Flat.of(one).join(Flat.of(two)), Flat.of(both));
        ORSet<String> removal = two.remove("two").delta(two);
        assertEquals(Flat.of(both).join(Flat.of(removal)), Flat.of(both.merge(removal)));
        assertEquals(Flat.of(both).join(Flat.of(removal)), Flat.of(removal.merge(both)));
    }

    /** Of one event under two keys, as cloned replicas bring about, a small delta takes away what a whole state would. */
    @Test
    void keysUnderOneDotAgreeWithTheSlowReference() {
        ORMap<String, PNCounter> common = ORMap.empty(PNCounter.empty());
        for (int i = 0; i < KEYS; i++) {
            common = common.update(A, "common " + i, counter -> counter);
        }
        ORMap<String, PNCounter> one = common.update(A, "one", counter -> counter);
        for (String key : List.of("two", "common 1")) {
            ORMap<String, PNCounter> two = common.update(A, key, counter -> counter);
            ORMap<String, PNCounter> delta = two.delta(common);
            assertEquals(Flat.of(one).join(Flat.of(delta)), Flat.of(one.merge(delta)));
            assertEquals(Flat.of(one).join(Flat.of(delta)), Flat.of(delta.merge(one)));
            assertEquals(Flat.of(one).join(Flat.of(two)), Flat.of(one.merge(two)));
        }
    }

    private <S extends Causal<S>> void run(S bottom, BiFunction<S, Issuer, S> step) {
        run(bottom, step, UnaryOperator.identity());
    }

    /** The replicas exchange deltas since anything they ever had, so old ones arrive late and again. */
    private <S extends Causal<S>> void run(S bottom, BiFunction<S, Issuer, S> step, UnaryOperator<S> transport) {
        run(bottom, STEPS, step, transport);
    }

    private <S extends Causal<S>> void run(
            S bottom, int steps, BiFunction<S, Issuer, S> step, UnaryOperator<S> transport) {
        List<List<S>> past = new ArrayList<>();
        clocks.forEach(clock -> past.add(new ArrayList<>(List.of(bottom))));
        for (int i = 0; i < steps; i++) {
            int at = random.nextInt(3);
            List<S> here = past.get(at);
            S now = here.get(here.size() - 1);
            if (random.nextInt(3) > 0) {
                here.add(step.apply(now, issuer(at, now)));
                continue;
            }
            List<S> there = past.get(random.nextInt(3));
            S theirs = transport.apply(there.get(random.nextInt(there.size())));
            S delta = theirs.delta(here.get(random.nextInt(here.size())));
            Flat expected = Flat.of(now).join(Flat.of(delta));
            assertEquals(expected, Flat.of(now.merge(delta)), () -> now + " merge " + delta);
            assertEquals(expected, Flat.of(delta.merge(now)), () -> delta + " merge " + now);
            Flat joined = Flat.of(now).join(Flat.of(theirs));
            assertEquals(joined, Flat.of(now.merge(theirs)), () -> now + " merge " + theirs);
            assertEquals(joined.equals(Flat.of(theirs)), now.leq(theirs), () -> now + " leq " + theirs);
            assertEquals(joined.equals(Flat.of(now)), now.merge(theirs) == now, () -> now + " merge " + theirs);
            S lying = hinted(delta);
            assertEquals(expected, Flat.of(now.merge(lying)), () -> now + " merge " + lying + ", with wrong hints");
            assertEquals(expected, Flat.of(lying.merge(now)), () -> lying + " merge " + now + ", with wrong hints");
            here.add(now.merge(random.nextBoolean() ? theirs : theirs.delta(now)));
        }
    }

    /** The same delta with hints at any keys, some of them at what there cannot be. */
    private <S extends Causal<S>> S hinted(S delta) {
        var keys = new ArrayList<Object>();
        for (int rest = random.nextInt(8); rest > 0; rest--) {
            int key = random.nextInt(KEYS);
            keys.add(
                    switch (random.nextInt(8)) {
                        case 0 -> key;
                        case 1, 2, 3 -> "e" + key;
                        default -> "k" + key;
                    });
        }
        @SuppressWarnings("unchecked") // the parts of a type are those of its own class
        Parts<S, ?> parts = (Parts<S, ?>) Parts.of(delta.getClass());
        return hinted(parts, delta, new Hints(keys));
    }

    private static <S, D extends DotStore<D>> S hinted(Parts<S, D> parts, S state, Hints hints) {
        return parts.close().apply(parts.open().apply(state).hinted(hints));
    }

    private Issuer issuer(int at, Causal<?> state) {
        LamportClock clock = clocks.get(at);
        clock.observe(greatestStamp(state));
        var first = clock.tick();
        clock.observe(first.counter() + 5000);
        return new Issuer(first.replica(), first, 0);
    }
}
