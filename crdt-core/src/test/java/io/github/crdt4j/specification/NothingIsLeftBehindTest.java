package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.time.LamportClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updating and removing for ever leaves one number per writer behind, and nothing per key. */
class NothingIsLeftBehindTest {

    private static final int ROUNDS = 300;

    static Stream<Subject<?, ?>> values() {
        return Stream.of(
                Counters.GROW_ONLY,
                Counters.UP_AND_DOWN,
                Registers.LAST_WRITER,
                Registers.MULTI_VALUE,
                Sets.ADD_WINS,
                Removables.WORDS,
                Profiles.RECORD,
                Maps.of(Counters.UP_AND_DOWN),
                Maps.of(Profiles.RECORD));
    }

    @ParameterizedTest
    @MethodSource("values")
    <V extends Causal<V>, O> void aMapThatLostAllItsKeysIsAsSmallAsOneThatHadOne(Subject<V, O> nested) {
        var random = new SplittableRandom(7);
        List<LamportClock> clocks = Stream.of("a", "b", "c")
                .map(ReplicaId::of)
                .map(LamportClock::of)
                .toList();
        List<ORMap<String, V>> states = new ArrayList<>();
        clocks.forEach(clock -> states.add(ORMap.empty(nested.bottom())));

        for (int round = 0; round < ROUNDS; round++) {
            int at = random.nextInt(3);
            var issuer = issuer(clocks, at);
            String key = "k" + round % 50;
            states.set(
                    at,
                    states.get(at)
                            .update(
                                    issuer.self(),
                                    key,
                                    value -> nested.apply(value, issuer.part(0), nested.draw(random))));
            int other = random.nextInt(3);
            states.set(other, states.get(other).merge(states.get(at)).remove(key));
        }
        ORMap<String, V> all =
                states.stream().reduce(ORMap::merge).orElseThrow().clear();
        for (int at = 0; at < 3; at++) {
            all = all.update(issuer(clocks, at).self(), "last", value -> value);
        }
        all = all.remove("last");

        assertEquals(Map.of(), all.entries());
        assertTrue(Flat.of(all).live().isEmpty(), all::toString);
        assertEquals(3, all.context().replicas().size());
        int bytes = CodecLawsTest.CODEC.encode(all).length;
        int empty = CodecLawsTest.CODEC.encode(ORMap.empty(nested.bottom())).length;
        assertTrue(bytes < empty + 40, () -> bytes + " bytes, of which the empty map takes " + empty);
    }

    private static Issuer issuer(List<LamportClock> clocks, int at) {
        clocks.forEach(clock -> clock.observe(clocks.get(at).last()));
        var first = clocks.get(at).tick();
        clocks.get(at).observe(first.counter() + 5000);
        return new Issuer(first.replica(), first, 0);
    }
}
