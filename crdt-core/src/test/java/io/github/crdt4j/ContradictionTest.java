package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One event with two contents, as a cloned identity makes them: who merges both hears of it. */
class ContradictionTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    record Pair(ORSet<String> tags, MVRegister<String> name) implements Composite<Pair> {
        static final Pair EMPTY = new Pair(ORSet.empty(), MVRegister.empty());

        @Override
        public Pair zip(Pair other, Zip with) {
            return new Pair(with.apply(tags, other.tags), with.apply(name, other.name));
        }

        Pair tag(ReplicaId self, String tag) {
            return new Pair(tags.add(self, tag), name);
        }

        Pair name(ReplicaId self, String text) {
            return new Pair(tags, name.set(self, text));
        }
    }

    private static <S extends Crdt<S>> List<Contradiction> met(S here, S received) {
        List<Contradiction> met = new ArrayList<>();
        Replica<S> replica = Replica.builder(ReplicaId.of("reader"), here)
                .onContradiction(met::add)
                .build();
        replica.merge(received);
        assertEquals(met.size(), replica.contradictions());
        assertEquals(here.merge(received), replica.state());
        return met;
    }

    /** Both directions, and by a delta; the contents change places. */
    private static <S extends Crdt<S>> void areMet(S here, S there, S before, Contradiction... expected) {
        assertEquals(List.of(expected), met(here, there));
        List<Contradiction> turned = new ArrayList<>();
        for (Contradiction one : expected) {
            turned.add(new Contradiction(one.replica(), one.event(), one.there(), one.here()));
        }
        assertEquals(turned, met(there, here));
        assertEquals(List.of(expected), met(here, there.delta(before)));
        assertEquals(here.merge(there), there.merge(here));
    }

    private static Contradiction event(long number, List<Object> here, List<Object> there) {
        return new Contradiction(A, number, here, there);
    }

    @Test
    void elementsThatVanishFromASetAreReported() {
        ORSet<String> before = ORSet.<String>empty().add(A, "old");
        areMet(before.add(A, "x"), before.add(A, "y"), before, event(2, List.of("x"), List.of("y")));
        assertFalse(before.add(A, "x").merge(before.add(A, "y")).contains("x"));
    }

    @Test
    void soAreThoseOfALargeSetThatMeetsADelta() {
        ORSet<Integer> before = ORSet.<Integer>empty().edit(B, set -> {
            for (int i = 0; i < 5000; i++) {
                set.add(i);
            }
        });
        areMet(before.add(A, -1), before.add(A, -2), before, event(1, List.of(-1), List.of(-2)));
        areMet(before.add(A, -1), ORSet.<Integer>empty().add(A, -2), ORSet.empty(), event(1, List.of(-1), List.of(-2)));
    }

    @Test
    void valuesOfARegisterAreReported() {
        MVRegister<String> many = MVRegister.<String>empty().set(B, "old");
        areMet(many.set(A, "x"), many.set(A, "y"), many, event(1, List.of("x"), List.of("y")));
        LWWRegister<String> last = LWWRegister.<String>empty().set(new LamportTimestamp(1, B), "old");
        LamportTimestamp stamp = new LamportTimestamp(2, A);
        areMet(last.set(stamp, "x"), last.set(stamp, "y"), last, event(1, List.of("x"), List.of("y")));
    }

    @Test
    void aRegisterThatWasSetHereAndUnsetThereIsReported() {
        LamportTimestamp stamp = new LamportTimestamp(2, A);
        LWWRegister<String> last = LWWRegister.<String>empty().set(new LamportTimestamp(1, B), "old");
        Optional<Object> none = Optional.empty();
        areMet(last.set(stamp, "x"), last.unset(stamp), last, event(1, List.of("x"), List.of(none)));
        ORMap<String, LWWRegister<String>> map = ORMap.empty(LWWRegister.empty());
        areMet(
                map.update(A, "k", register -> register.set(stamp, "x")),
                map.update(A, "l", register -> register.unset(stamp)),
                map,
                event(1, List.of("k", "x"), List.of("l", none)));
    }

    @Test
    void aListenerThatFailsHidesNeitherTheOthersNorTheChange() {
        List<Throwable> failures = new ArrayList<>();
        List<ORSet<String>> told = new ArrayList<>();
        var replica = Replica.builder(B, ORSet.<String>empty().add(A, "1").add(A, "2"))
                .onContradiction(met -> {
                    throw new AssertionError(met.toString());
                })
                .onListenerFailure(failures::add)
                .build();
        replica.onChange((before, after) -> told.add(after));
        assertTrue(replica.merge(ORSet.<String>empty().add(A, "3").add(A, "4")));
        assertEquals(2, failures.size());
        assertEquals(List.of(replica.state()), told);
    }

    record Careless(long value) implements Crdt<Careless>, Witnessed<Careless> {
        @Override
        public Careless merge(Careless other) {
            return value >= other.value ? this : other;
        }

        @Override
        public Witness<Careless> witness() {
            return new Witness<>() {
                @Override
                public long unseenEvents(Careless state, ReplicaId replica, Careless known) {
                    return 0;
                }

                @Override
                public long greatestStamp(Careless state) {
                    return 0;
                }

                @Override
                public List<Contradiction> contradictions(Careless state, Careless received, Careless merged) {
                    throw new IllegalStateException("no contradictions today");
                }
            };
        }
    }

    @Test
    void aMergeThatThrowsHasChangedNothing() {
        var replica = Replica.of(A, new Careless(1));
        assertThrows(IllegalStateException.class, () -> replica.merge(new Careless(2)));
        assertEquals(new Careless(1), replica.state());
    }

    @Test
    void whatWasReportedOnceIsNoNews() {
        MVRegister<String> x = MVRegister.<String>empty().set(A, "x");
        MVRegister<String> y = MVRegister.<String>empty().set(A, "y");
        assertEquals(List.of(), met(x.merge(y), y));
        assertEquals(1, met(x, x.merge(y)).size());
    }

    @Test
    void keysOfAMapAreReportedWithWhatLeadsToThem() {
        ORMap<String, ORSet<String>> map = ORMap.empty(ORSet.empty());
        areMet(
                map.update(A, "k", set -> set.add(A, "x")),
                map.update(A, "k", set -> set.add(A, "y")),
                map,
                event(1, List.of("k", "x"), List.of("k", "y")));
        areMet(
                map.update(A, "k", set -> set.add(A, "x")),
                map.update(A, "l", set -> set.add(A, "x")),
                map,
                event(1, List.of("k", "x"), List.of("l", "x")));
        areMet(
                map.update(A, "k", set -> set),
                map.update(A, "l", set -> set.add(A, "x")),
                map,
                event(1, List.of("k"), List.of("l", "x")));
        areMet(
                map.update(A, "k", set -> set),
                map.update(A, "k", set -> set.add(A, "x")),
                map,
                event(1, List.of("k"), List.of("k", "x")));
    }

    @Test
    void valuesDeepInMapsAreReported() {
        ORMap<String, ORMap<Integer, MVRegister<String>>> map = ORMap.empty(ORMap.empty(MVRegister.empty()));
        areMet(
                map.update(A, "k", inner -> inner.update(A, 7, register -> register.set(A, "x"))),
                map.update(A, "k", inner -> inner.update(A, 7, register -> register.set(A, "y"))),
                map,
                event(1, List.of("k", 7, "x"), List.of("k", 7, "y")));
    }

    @Test
    void countersThatBeginUnderTwoKeysAreReported() {
        ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
        areMet(
                map.update(A, "k", counter -> counter.increment(A, 5)),
                map.update(A, "l", counter -> counter.decrement(A, 3)),
                map,
                event(1, List.of("k", 5L), List.of("l", -3L)));
        ORMap<String, PNCounter> many = map;
        for (int i = 0; i < 20; i++) {
            ReplicaId id = ReplicaId.of("w" + i);
            many = many.update(id, "k", counter -> counter.increment(id));
        }
        areMet(
                many.update(A, "k", counter -> counter.increment(A, 5)),
                many.update(A, "l", counter -> counter.decrement(A, 3)),
                many,
                event(1, List.of("k", 5L), List.of("l", -3L)));
    }

    @Test
    void totalsOfOneLaneThatContradictCannotBeSeen() {
        GCounter counter = GCounter.empty();
        assertEquals(List.of(), met(counter.increment(A, 5), counter.increment(A, 3)));
        assertEquals(List.of(), met(counter.increment(A, 3), counter.increment(A, 5)));
    }

    @Test
    void componentsOfARecordAreReportedUnderTheirPosition() {
        areMet(Pair.EMPTY.tag(A, "x"), Pair.EMPTY.tag(A, "y"), Pair.EMPTY, event(1, List.of(0, "x"), List.of(0, "y")));
        areMet(
                Pair.EMPTY.name(A, "x"),
                Pair.EMPTY.name(A, "y"),
                Pair.EMPTY,
                event(1, List.of(1, "x"), List.of(1, "y")));
        // each component counts its own events
        assertEquals(List.of(), met(Pair.EMPTY.tag(A, "x"), Pair.EMPTY.name(A, "y")));
    }

    @Test
    void componentsOfARecordInAMapShareTheirEvents() {
        ORMap<String, Pair> map = ORMap.empty(Pair.EMPTY);
        areMet(
                map.update(A, "k", pair -> pair.tag(A, "x")),
                map.update(A, "k", pair -> pair.name(A, "y")),
                map,
                event(1, List.of("k", 0, "x"), List.of("k", 1, "y")));
    }

    @Test
    void contributionsToOtherLatticesAreReportedWhereTheyAreNews() {
        Removable<VectorClock> clock = Removable.of(VectorClock.empty());
        ReplicaId other = ReplicaId.of("other");
        areMet(
                clock.update(A, value -> value.tick(B)),
                clock.update(A, value -> value.tick(other)),
                clock,
                event(
                        1,
                        List.of(VectorClock.empty().tick(B)),
                        List.of(VectorClock.empty().tick(other))));
    }

    @Test
    void whatWasRemovedOnOneSideIsARemovalAndNoContradiction() {
        ORSet<String> x = ORSet.<String>empty().add(A, "x");
        ORSet<String> gone = ORSet.<String>empty().add(A, "y").remove("y");
        assertEquals(List.of(), met(x, gone));
        assertEquals(List.of(), met(gone, x));
    }

    @Test
    void concurrentRemovalsAndAddsOfHonestReplicasContradictNothing() {
        ORSet<String> both = ORSet.<String>empty().add(A, "x").add(A, "y").add(B, "z");
        ORSet<String> one = both.remove("x").add(A, "y").add(A, "w");
        ORSet<String> other = both.remove("y").add(B, "x").remove("z");
        assertEquals(List.of(), met(one, other));
        assertEquals(List.of(), met(other, one));
        assertEquals(List.of(), met(one, both));
    }

    @Test
    void allOfThemAreCountedAndAListenerThatThrowsStopsNothing() {
        ORSet<Integer> here = ORSet.<Integer>empty().edit(A, set -> {
            for (int i = 0; i < 100; i++) {
                set.add(i);
            }
        });
        ORSet<Integer> there = ORSet.<Integer>empty().edit(A, set -> {
            for (int i = 0; i < 100; i++) {
                set.add(i < 50 ? i : -i);
            }
        });
        List<Throwable> failures = new ArrayList<>();
        Replica<ORSet<Integer>> replica = Replica.builder(B, here)
                .onContradiction(met -> {
                    throw new IllegalStateException(met.toString());
                })
                .onListenerFailure(failures::add)
                .build();
        assertTrue(replica.merge(there));
        assertEquals(50, replica.state().size());
        assertEquals(50, replica.contradictions());
        assertEquals(50, failures.size());
        assertTrue(failures.get(0).getMessage().contains("is ["), failures.get(0)::getMessage);
    }

    @Test
    void anEventOfMyOwnWithOtherContentIsAClashAndKeepsMyState() {
        ORSet<String> here = ORSet.<String>empty().add(A, "milk");
        ORSet<String> there = ORSet.<String>empty().add(A, "eggs");
        List<Contradiction> met = new ArrayList<>();
        List<Throwable> refused = new ArrayList<>();
        Replica<ORSet<String>> replica = Replica.builder(A, here)
                .onContradiction(met::add)
                .onRefusal((reason, count) -> refused.add(reason))
                .build();
        var clash = assertThrows(IdentityClashException.class, () -> replica.merge(there));
        assertEquals(1, clash.event());
        assertSame(here, replica.state());
        assertEquals(List.of(event(1, List.of("milk"), List.of("eggs"))), met);
        assertEquals(List.of(clash), refused);
        assertThrows(IdentityClashException.class, () -> replica.update(set -> set.add(A, "rice")));
    }

    @Test
    void theyAreFoundAfterBytesToo() {
        KryoCodec codec = KryoCodec.create();
        ORSet<String> before = ORSet.<String>empty().add(B, "old");
        ORSet<String> x = before.add(A, "x");
        ORSet<String> y = codec.decode(codec.encode(before.add(A, "y")), ORSet.<String>empty());
        assertEquals(List.of(event(1, List.of("x"), List.of("y"))), met(x, y));
    }

    /** An element that counts how often it is asked for its hash code or for equality. */
    private record Watched(int id) {
        static final AtomicLong ASKED = new AtomicLong();

        @Override
        public boolean equals(Object other) {
            ASKED.incrementAndGet();
            return other instanceof Watched that && id == that.id;
        }

        @Override
        public int hashCode() {
            ASKED.incrementAndGet();
            return id * 0x9e3779b9;
        }
    }

    @Test
    void lookingForThemCostsWhatDiffers() {
        ORSet<Watched> large = ORSet.<Watched>empty().edit(B, set -> {
            for (int i = 0; i < 20_000; i++) {
                set.add(new Watched(i));
            }
        });
        ORSet<Watched> peer = large.merge(large.remove(new Watched(1)).delta(large)); // finds its way once
        Replica<ORSet<Watched>> replica = Replica.of(A, peer);
        ORSet<Watched> changed = peer.add(B, new Watched(2)).remove(new Watched(3));
        ORSet<Watched> delta = changed.delta(peer);
        Watched.ASKED.set(0);
        assertTrue(replica.merge(delta));
        assertTrue(Watched.ASKED.get() < 300, () -> Watched.ASKED.get() + " questions");
        Watched.ASKED.set(0);
        assertTrue(replica.merge(changed.add(B, new Watched(4))));
        assertTrue(Watched.ASKED.get() < 300, () -> Watched.ASKED.get() + " questions");
    }
}
