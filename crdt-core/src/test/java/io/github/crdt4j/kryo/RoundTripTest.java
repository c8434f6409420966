package io.github.crdt4j.kryo;

import static io.github.crdt4j.causal.Embeddings.forget;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Replicas that exchange bytes are where replicas that exchange objects are, after random histories with deltas that come
 * late, twice or never; and equal states have equal bytes.
 */
class RoundTripTest {

    private static final int HISTORIES = 30;
    private static final int STEPS = 50;
    private static final List<String> KEYS = List.of("k", "l", "m");

    private final KryoCodec codec = Samples.builder().build();

    /** One random update by a replica, at a time that only grows. */
    private interface Update<S> {
        S apply(S state, ReplicaId self, SplittableRandom random, long time);
    }

    private <S extends Crdt<S>> void holds(S bottom, Update<S> update) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                history(bottom, update, new SplittableRandom(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private <S extends Crdt<S>> void history(S bottom, Update<S> update, SplittableRandom random) {
        int replicas = 3;
        var byObject = new ArrayList<S>();
        var byBytes = new ArrayList<S>();
        var past = new ArrayList<S>();
        for (int i = 0; i < replicas; i++) {
            byObject.add(bottom);
            byBytes.add(bottom);
        }
        past.add(bottom);
        for (int step = 0; step < STEPS; step++) {
            int at = random.nextInt(replicas);
            if (random.nextInt(3) > 0) {
                var id = new ReplicaId("r" + at, at);
                var same = random.split();
                byObject.set(at, update.apply(byObject.get(at), id, same, step + 1));
                past.add(byObject.get(at));
                byBytes.set(at, byBytes.get(at).merge(again(byObject.get(at), bottom)));
            } else {
                S state = byObject.get(random.nextInt(replicas));
                S sent = random.nextBoolean() ? state : state.delta(past.get(random.nextInt(past.size())));
                byObject.set(at, byObject.get(at).merge(sent));
                byBytes.set(at, byBytes.get(at).merge(again(sent, bottom)));
            }
            assertEquals(byObject.get(at), byBytes.get(at));
            assertArrayEquals(codec.encode(byObject.get(at)), codec.encode(byBytes.get(at)));
        }
        S all = bottom;
        S backwards = bottom;
        for (int i = 0; i < replicas; i++) {
            all = all.merge(byObject.get(i));
            backwards = backwards.merge(again(byBytes.get(replicas - 1 - i), bottom));
        }
        assertEquals(all, backwards);
        assertArrayEquals(codec.encode(all), codec.encode(backwards));
    }

    private <S extends Crdt<S>> S again(S state, S like) {
        byte[] bytes = codec.encode(state);
        S decoded = codec.decode(bytes, like);
        assertEquals(state, decoded);
        assertEquals(state.hashCode(), decoded.hashCode());
        assertArrayEquals(bytes, codec.encode(decoded));
        return decoded;
    }

    private static final Update<GCounter> COUNT = (state, self, random, time) ->
            random.nextInt(4) == 0 ? forget(state) : state.increment(self, random.nextInt(5));

    private static final Update<PNCounter> COUNT_BOTH_WAYS = (state, self, random, time) -> switch (random.nextInt(5)) {
        case 0 -> forget(state);
        case 1 -> state.decrement(self, random.nextLong(1L << 40));
        default -> state.increment(self, random.nextInt(5));
    };

    private static final Update<LWWRegister<Object>> WRITE_LAST = (state, self, random, time) ->
            random.nextInt(6) == 0 ? forget(state) : state.set(new LamportTimestamp(time, self), element(random));

    private static final Update<MVRegister<Object>> WRITE =
            (state, self, random, time) -> random.nextInt(6) == 0 ? forget(state) : state.set(self, element(random));

    private static final Update<ORSet<Object>> ADD_OR_REMOVE = (state, self, random, time) ->
            random.nextInt(3) == 0 ? state.remove(element(random)) : state.add(self, element(random));

    private static Object element(SplittableRandom random) {
        return Samples.ELEMENTS.get(random.nextInt(Samples.ELEMENTS.size()));
    }

    private static <V extends Causal<V>> Update<ORMap<String, V>> keyed(Update<V> nested) {
        return (state, self, random, time) -> {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            return switch (random.nextInt(5)) {
                case 0 -> state.remove(key);
                case 1 -> state.update(self, key, value -> value);
                default -> state.update(self, key, value -> nested.apply(value, self, random, time));
            };
        };
    }

    @Test
    void clocksAndContexts() {
        holds(VectorClock.empty(), (state, self, random, time) -> state.tick(self));
        holds(CausalContext.empty(), (state, self, random, time) -> state.add(new Dot(self, 1 + random.nextInt(20))));
    }

    @Test
    void counters() {
        holds(GCounter.empty(), COUNT);
        holds(PNCounter.empty(), COUNT_BOTH_WAYS);
    }

    @Test
    void registers() {
        holds(LWWRegister.empty(), WRITE_LAST);
        holds(MVRegister.empty(), WRITE);
    }

    @Test
    void sets() {
        holds(ORSet.empty(), ADD_OR_REMOVE);
    }

    @Test
    void mapsOfCountersAndTheirLeavings() {
        holds(ORMap.empty(GCounter.empty()), keyed(COUNT));
        holds(ORMap.empty(PNCounter.empty()), keyed(COUNT_BOTH_WAYS));
    }

    @Test
    void mapsOfRegistersAndSets() {
        holds(ORMap.empty(LWWRegister.empty()), keyed(WRITE_LAST));
        holds(ORMap.empty(MVRegister.empty()), keyed(WRITE));
        holds(ORMap.empty(ORSet.empty()), keyed(ADD_OR_REMOVE));
    }

    @Test
    void mapsOfMaps() {
        holds(ORMap.empty(ORMap.empty(PNCounter.empty())), keyed(keyed(COUNT_BOTH_WAYS)));
        holds(ORMap.empty(ORMap.empty(ORMap.empty(ORSet.empty()))), keyed(keyed(keyed(ADD_OR_REMOVE))));
    }

    @Test
    void recordsAloneAndInMaps() {
        Update<Samples.Profile> update = (state, self, random, time) -> new Samples.Profile(
                random.nextBoolean() ? state.name() : state.name().set(new LamportTimestamp(time, self), "n" + time),
                random.nextBoolean() ? state.tags() : state.tags().add(self, KEYS.get(random.nextInt(3))),
                random.nextBoolean()
                        ? state.visits()
                        : keyed(COUNT_BOTH_WAYS).apply(state.visits(), self, random, time));
        holds(Samples.Profile.EMPTY, update);
        holds(ORMap.empty(Samples.Profile.EMPTY), keyed(update));
    }

    @Test
    void latticesAndCausalTypesOfUsersAloneAndInMaps() {
        Update<Removable<Samples.Words>> add = (state, self, random, time) -> {
            String word = KEYS.get(random.nextInt(3));
            return random.nextInt(5) == 0 ? forget(state) : state.update(self, words -> words.add(word));
        };
        holds(Removable.of(Samples.Words.NONE), add);
        holds(ORMap.empty(Removable.of(Samples.Words.NONE)), keyed(add));
        Update<Samples.Switch> flip =
                (state, self, random, time) -> random.nextBoolean() ? forget(state) : state.enable(self);
        holds(Samples.Switch.OFF, flip);
        holds(ORMap.empty(Samples.Switch.OFF), keyed(flip));
        holds(Samples.Words.NONE, (state, self, random, time) -> state.add(KEYS.get(random.nextInt(3))));
    }
}
