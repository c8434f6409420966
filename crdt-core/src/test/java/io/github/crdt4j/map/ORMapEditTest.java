package io.github.crdt4j.map;

import static io.github.crdt4j.causal.Embeddings.greatestStamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An edit in place beside the chain of single calls, on histories of three replicas that gossip. */
class ORMapEditTest {

    private static final List<ReplicaId> REPLICAS = List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"));
    private static final ReplicaId A = REPLICAS.get(0);
    private static final ReplicaId B = REPLICAS.get(1);
    private static final ORMap<String, PNCounter> COUNTERS = ORMap.empty(PNCounter.empty());

    record Ad(PNCounter shown, ORSet<Integer> places) implements Composite<Ad> {
        @Override
        public Ad zip(Ad other, Zip with) {
            return new Ad(with.apply(shown, other.shown), with.apply(places, other.places));
        }
    }

    /** One step of a replica: what it does to a value, drawn anew each time. */
    private interface Step<V> {
        V apply(V value, ReplicaId self, SplittableRandom random);
    }

    private static PNCounter count(PNCounter counter, ReplicaId self, SplittableRandom random) {
        int amount = random.nextInt(4);
        return random.nextBoolean() ? counter.increment(self, amount) : counter.decrement(self, amount);
    }

    private static ORSet<Integer> add(ORSet<Integer> set, ReplicaId self, SplittableRandom random) {
        int element = random.nextInt(5);
        return random.nextBoolean() ? set.add(self, element) : set.remove(element);
    }

    @Test
    void ofCounters() {
        assertEditsAreChains(PNCounter.empty(), ORMapEditTest::count);
    }

    @Test
    void ofCountersThatOnlyGrow() {
        assertEditsAreChains(GCounter.empty(), (counter, self, random) -> counter.increment(self, random.nextInt(3)));
    }

    @Test
    void ofSets() {
        assertEditsAreChains(ORSet.<Integer>empty(), ORMapEditTest::add);
    }

    @Test
    void ofRegisters() {
        assertEditsAreChains(
                LWWRegister.<Integer>empty(),
                (register, self, random) ->
                        register.set(new LamportTimestamp(greatestStamp(register) + 1, self), random.nextInt(9)));
    }

    @Test
    void ofRecords() {
        assertEditsAreChains(new Ad(PNCounter.empty(), ORSet.empty()), (ad, self, random) -> switch (random.nextInt(
                3)) {
            case 0 -> new Ad(count(ad.shown(), self, random), ad.places());
            case 1 -> new Ad(ad.shown(), add(ad.places(), self, random));
            default -> new Ad(count(ad.shown(), self, random), add(ad.places(), self, random));
        });
    }

    @Test
    void ofMapsOfCounters() {
        assertEditsAreChains(COUNTERS, (map, self, random) -> {
            String key = key(random);
            if (random.nextInt(3) == 0) {
                return map.remove(key);
            }
            return map.edit(self, editor -> {
                editor.update(key, counter -> count(counter, self, random));
                editor.update(key(random), counter -> count(counter, self, random));
            });
        });
    }

    @Test
    void refusedChangesLeaveNoTrace() {
        var before = COUNTERS.update(B, "k", counter -> counter.increment(B, 5)).remove("k");
        var edited = before.edit(A, editor -> {
            editor.update("k", counter -> counter.increment(A));
            var now = editor.now();
            assertThrows(IllegalArgumentException.class, () -> editor.update("k", counter -> counter.increment(B)));
            assertThrows(NullPointerException.class, () -> editor.update("j", counter -> null));
            assertThrows(NullPointerException.class, () -> editor.remove(null));
            assertSame(now, editor.now());
        });
        assertEquals(before.update(A, "k", counter -> counter.increment(A)), edited);
    }

    @Test
    void changeOfAValueCannotUseTheEditor() {
        var before = COUNTERS.update(A, "k", counter -> counter.increment(A));
        var edited = before.edit(A, editor -> {
            for (Runnable use : List.<Runnable>of(
                    () -> editor.update("j", counter -> counter), () -> editor.remove("k"), editor::clear)) {
                var refused = assertThrows(
                        IllegalStateException.class,
                        () -> editor.update("k", counter -> {
                            use.run();
                            return counter.increment(A);
                        }));
                assertTrue(refused.getMessage().contains("cannot use the editor"), refused::getMessage);
            }
            assertSame(before, editor.now());
            editor.update(
                    "k", counter -> counter.increment(A, editor.now().get("k").value()));
        });
        assertEquals(2, edited.get("k").value());
    }

    @Test
    void whatWasAskedForStaysAsItWas() {
        List<ORMap<String, PNCounter>> nows = new ArrayList<>();
        var edited = COUNTERS.edit(A, editor -> {
            for (int i = 0; i < 50; i++) {
                String key = "k" + i % 20;
                editor.update(key, counter -> counter.increment(A));
                nows.add(editor.now());
            }
        });
        assertSame(nows.get(49), edited);
        var chain = COUNTERS;
        for (int i = 0; i < 50; i++) {
            chain = chain.update(A, "k" + i % 20, counter -> counter.increment(A));
            assertEquals(chain, nows.get(i));
        }
    }

    private static String key(SplittableRandom random) {
        return List.of("Aa", "BB", "x", "y").get(random.nextInt(4)); // two of one hash code
    }

    /** What is done to a map, and the seed of what is done to the value. */
    private record Change(What what, String key, long seed) {
        SplittableRandom seeded() {
            return new SplittableRandom(seed);
        }
    }

    private enum What {
        UPDATE,
        REMOVE,
        CLEAR,
        FAIL,
        ASK
    }

    private static List<Change> draw(SplittableRandom random) {
        List<Change> changes = new ArrayList<>();
        for (int left = random.nextInt(8); left > 0; left--) {
            int which = random.nextInt(16);
            What what = which == 0
                    ? What.CLEAR
                    : which < 5 ? What.REMOVE : which == 5 ? What.FAIL : which < 8 ? What.ASK : What.UPDATE;
            changes.add(new Change(what, key(random), random.nextLong()));
        }
        return changes;
    }

    private static <V extends Causal<V>> void assertEditsAreChains(V bottom, Step<V> step) {
        for (long seed = 0; seed < 150; seed++) {
            var random = new SplittableRandom(seed);
            List<ORMap<String, V>> states = new ArrayList<>(Collections.nCopies(3, ORMap.empty(bottom)));
            for (int round = 0; round < 40; round++) {
                int at = random.nextInt(3);
                ORMap<String, V> next = edited(
                        states.get(at), REPLICAS.get(at), step, draw(random), "seed " + seed + ", round " + round);
                states.set(at, next.merge(states.get(random.nextInt(3))));
            }
        }
    }

    private static <V extends Causal<V>> ORMap<String, V> edited(
            ORMap<String, V> before, ReplicaId self, Step<V> step, List<Change> changes, String where) {
        List<ORMap<String, V>> chain = new ArrayList<>(List.of(before));
        ORMap<String, V> edited = before.edit(self, editor -> {
            for (Change change : changes) {
                ORMap<String, V> now = chain.get(chain.size() - 1);
                chain.add(one(now, self, step, change));
                switch (change.what()) {
                    case CLEAR -> editor.clear();
                    case REMOVE -> editor.remove(change.key());
                    case UPDATE -> editor.update(change.key(), value -> step.apply(value, self, change.seeded()));
                    case FAIL ->
                        assertThrows(
                                ArithmeticException.class, () -> editor.update(change.key(), ORMapEditTest::failing));
                    default -> assertEquals(now, editor.now(), where);
                }
            }
        });
        ORMap<String, V> expected = chain.get(chain.size() - 1);
        assertEquals(expected, edited, where);
        assertEquals(expected.keys(), edited.keys(), where);
        assertEquals(expected.hashCode(), edited.hashCode(), where);
        assertSame(edited, edited.merge(expected), where);
        assertEquals(expected.equals(before), edited == before, where);
        return edited;
    }

    private static <V extends Causal<V>> ORMap<String, V> one(
            ORMap<String, V> now, ReplicaId self, Step<V> step, Change change) {
        return switch (change.what()) {
            case CLEAR -> now.clear();
            case REMOVE -> now.remove(change.key());
            case UPDATE -> now.update(self, change.key(), value -> step.apply(value, self, change.seeded()));
            default -> now;
        };
    }

    private static <V> V failing(V value) {
        throw new ArithmeticException("in the middle of " + value);
    }
}
