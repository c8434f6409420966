package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.causal.Embeddings;
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
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An update mints events of its own replica alone: what else it adds is refused by name, and nothing has changed. */
class ForeignEventsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = new ReplicaId("b", 0x1f);

    record Page(GCounter hits, ORSet<String> tags) implements Composite<Page> {
        static final Page EMPTY = new Page(GCounter.empty(), ORSet.empty());

        @Override
        public Page zip(Page other, Zip with) {
            return new Page(with.apply(hits, other.hits), with.apply(tags, other.tags));
        }

        Page hit(ReplicaId self) {
            return new Page(hits.increment(self), tags);
        }

        Page tag(ReplicaId self, String tag) {
            return new Page(hits, tags.add(self, tag));
        }
    }

    private static <S extends Crdt<S>> DynamicTest refused(
            String name, S before, UnaryOperator<S> change, String event) {
        return dynamicTest(name, () -> {
            Replica<S> replica = Replica.of(A, before);
            var refused = assertThrows(IllegalArgumentException.class, () -> replica.update(change));
            assertEquals(
                    "an update of a must not add " + event
                            + ": pass a, or stamps of its own clock, to the mutators; to take over a received state, use"
                            + " replica.merge(received)",
                    refused.getMessage());
            assertSame(before, replica.state());
        });
    }

    private static <S extends Crdt<S>> DynamicTest taken(String name, S before, UnaryOperator<S> change) {
        return dynamicTest(name, () -> {
            Replica<S> replica = Replica.of(A, before);
            assertSame(replica.update(change), replica.state());
        });
    }

    private static LamportTimestamp stamp(long counter, ReplicaId replica) {
        return new LamportTimestamp(counter, replica);
    }

    @TestFactory
    Stream<DynamicTest> newEventsOfAnotherReplicaAreRefused() {
        var both = GCounter.empty().increment(A, 5).increment(B, 2);
        var balance = PNCounter.empty().increment(A, 5).decrement(B, 2);
        var set = ORSet.<String>empty().add(A, "x").add(B, "y");
        ORMap<String, GCounter> hits = ORMap.<String, GCounter>empty(GCounter.empty())
                .update(A, "k", c -> c.increment(A))
                .update(B, "k", c -> c.increment(B));
        ORMap<String, ORMap<String, ORSet<String>>> nested = ORMap.empty(ORMap.empty(ORSet.empty()));
        var page = Page.EMPTY.hit(A).hit(B).tag(A, "x");
        ORMap<String, Page> pages = ORMap.<String, Page>empty(Page.EMPTY).update(A, "k", p -> p.hit(A));
        var removable = Removable.of(VectorClock.empty());
        return Stream.of(
                refused("GCounter, a new lane", GCounter.empty(), c -> c.increment(B), "event 1 of b#1f"),
                refused("GCounter, a lane that grows", both, c -> c.increment(B), "event 1 of b#1f"),
                refused(
                        "GCounter, besides an own one",
                        both,
                        c -> c.increment(A).increment(B),
                        "event 1 of b#1f"),
                refused("GCounter, merged", both, c -> c.merge(both.increment(B, 7)), "event 1 of b#1f"),
                refused("PNCounter, down", balance, c -> c.decrement(B), "event 1 of b#1f"),
                refused("PNCounter, up", balance, c -> c.increment(B), "event 1 of b#1f"),
                refused("PNCounter, edited", balance, c -> c.edit(B, e -> e.increment(3)), "event 1 of b#1f"),
                refused("ORSet", set, s -> s.add(B, "z"), "event 2 of b#1f"),
                refused("ORSet, edited", set, s -> s.edit(B, e -> e.add("z")), "event 2 of b#1f"),
                refused("ORSet, merged", set, s -> s.merge(set.add(B, "z").add(B, "u")), "event 3 of b#1f"),
                refused("ORSet, added and removed", set, s -> s.add(B, "z").remove("z"), "event 2 of b#1f"),
                refused("MVRegister", MVRegister.<String>empty(), r -> r.set(B, "x"), "event 1 of b#1f"),
                refused("LWWRegister", LWWRegister.<String>empty(), r -> r.set(stamp(3, B), "x"), "event 1 of b#1f"),
                refused("ORMap", hits, m -> m.update(B, "k", c -> c.increment(B)), "event 2 of b#1f"),
                refused("ORMap, presence", hits, m -> m.update(B, "l", c -> c), "event 2 of b#1f"),
                refused(
                        "ORMap, edited",
                        hits,
                        m -> m.edit(B, e -> e.update("k", c -> c.increment(B))),
                        "event 2 of b#1f"),
                refused(
                        "ORMap of ORMap",
                        nested,
                        m -> m.merge(m.update(B, "k", n -> n.update(B, "l", s -> s.add(B, "x")))),
                        "event 1 of b#1f"),
                refused("a record, its counter", page, p -> p.hit(B), "event 1 of b#1f"),
                refused("a record, its set", page, p -> p.tag(B, "y"), "event 1 of b#1f"),
                refused("ORMap of a record", pages, m -> m.update(B, "k", p -> p.hit(B)), "event 1 of b#1f"),
                refused("Removable", removable, r -> r.update(B, c -> c.tick(B)), "event 1 of b#1f"),
                refused("VectorClock", VectorClock.empty(), c -> c.tick(A).tick(B), "event 1 of b#1f"),
                refused("VectorClock, by a dot", VectorClock.empty(), c -> c.with(new Dot(B, 7)), "event 7 of b#1f"),
                refused("CausalContext", CausalContext.empty(), c -> c.add(new Dot(B, 2)), "event 2 of b#1f"));
    }

    @TestFactory
    Stream<DynamicTest> eventsOfItsOwnThatDoNotFollowItsLastAreRefused() {
        String second = "event 3 of a, which does not follow the last one of a here";
        var one = ORSet.<String>empty().add(A, "x");
        var three = one.add(A, "y").add(A, "z");
        var late = three.delta(one.add(A, "y"));
        return Stream.of(
                refused("ORSet, a received delta", one, s -> s.merge(late), second),
                refused(
                        "ORSet, a received delta from before",
                        one.merge(late),
                        s -> s.merge(three),
                        "event 2 of a, which does not follow the last one of a here"),
                refused("CausalContext", one.context(), c -> c.add(new Dot(A, 3)), second));
    }

    @TestFactory
    Stream<DynamicTest> removalsOfWhatOthersDidAreTaken() {
        var set = ORSet.<String>empty().add(A, "x").add(B, "y");
        ORMap<String, PNCounter> counters = ORMap.<String, PNCounter>empty(PNCounter.empty())
                .update(A, "k", c -> c.increment(A))
                .update(B, "k", c -> c.increment(B, 3))
                .update(B, "l", c -> c.decrement(B));
        ORMap<String, ORMap<String, GCounter>> nested = ORMap.<String, ORMap<String, GCounter>>empty(
                        ORMap.empty(GCounter.empty()))
                .update(B, "k", m -> m.update(B, "l", c -> c.increment(B)));
        ORMap<String, Page> pages = ORMap.<String, Page>empty(Page.EMPTY)
                .update(B, "k", p -> p.hit(B).tag(B, "x"));
        var mv = MVRegister.<String>empty().set(B, "x");
        return Stream.of(
                taken("ORSet", set, s -> s.remove("y")),
                taken("ORSet, cleared and added to", set, s -> s.clear().add(A, "y")),
                taken("ORMap of counters, a key", counters, m -> m.remove("k")),
                taken("ORMap of counters, all keys", counters, ORMap::clear),
                taken(
                        "ORMap of counters, a key that comes back",
                        counters,
                        m -> m.remove("k").update(A, "k", c -> c.increment(A))),
                taken("ORMap of ORMap", nested, m -> m.update(A, "k", n -> n.remove("l"))),
                taken("ORMap of records", pages, m -> m.remove("k").update(A, "k", p -> p.hit(A))),
                taken(
                        "a record",
                        Page.EMPTY.hit(B).tag(B, "x"),
                        p -> new Page(p.hits().increment(A), p.tags().remove("x"))),
                taken("MVRegister", mv, r -> r.set(A, "y")),
                taken(
                        "GCounter",
                        GCounter.empty().increment(B),
                        c -> c.increment(A, 2).increment(A)));
    }

    /** What the refusal is for: two replicas that issue one event lose what either of them did. */
    @Test
    void liveElementsOfBothReplicasSurviveAWrongId() {
        var a = Replica.of(A, ORSet.<String>empty());
        var b = Replica.of(B, ORSet.<String>empty());
        assertThrows(IllegalArgumentException.class, () -> a.update(set -> set.add(b.id(), "eggs")));
        a.update(set -> set.add(a.id(), "eggs"));
        b.update(set -> set.add(b.id(), "milk"));
        a.merge(b.state());
        b.merge(a.state());
        assertEquals(Set.of("eggs", "milk"), a.state().elements());
        assertEquals(a.state(), b.state());
    }

    /** A witness that tells nothing of updates is taken at its word: the default. */
    @Test
    void aTypeThatDoesNotTellIsNotProtected() {
        record Silent(GCounter counter) implements Crdt<Silent>, Witnessed<Silent> {
            @Override
            public Silent merge(Silent other) {
                return new Silent(counter.merge(other.counter));
            }

            @Override
            public Witness<Silent> witness() {
                return new Witness<>() {
                    @Override
                    public long unseenEvents(Silent state, ReplicaId replica, Silent known) {
                        return Embeddings.unseenEvents(state.counter, replica, known.counter);
                    }

                    @Override
                    public long greatestStamp(Silent state) {
                        return 0;
                    }
                };
            }
        }
        var replica = Replica.of(A, new Silent(GCounter.empty()));
        replica.update(silent -> new Silent(silent.counter().increment(B)));
        assertEquals(1, replica.state().counter().value());
    }

    private static long allocated(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static <S extends Crdt<S> & Witnessed<S>> void assertCheap(S many, UnaryOperator<S> change) {
        S after = change.apply(many);
        assertEquals(Optional.empty(), after.witness().foreignWriter(after, A, many));
        long bytes = allocated(
                () -> assertTrue(after.witness().foreignWriter(after, A, many).isEmpty()));
        assertTrue(bytes < 4_096, () -> bytes + " bytes to check one change among 10 000 replicas");
    }

    /** Ten thousand references alone are 40 kB. */
    @Test
    void theCheckMakesNoCopyOfTenThousandReplicas() {
        var numbers = new TreeMap<ReplicaId, Long>();
        GCounter counter = GCounter.empty();
        ORSet<String> set = ORSet.<String>empty().add(A, "mine");
        for (int i = 0; i < 10_000; i++) {
            numbers.put(new ReplicaId("r", i), 1L + i % 7);
        }
        numbers.put(A, 1L);
        VectorClock clock = VectorClock.of(numbers);
        for (ReplicaId replica : numbers.keySet()) {
            counter = counter.increment(replica);
        }
        assertCheap(clock, c -> c.tick(A));
        assertCheap(CausalContext.of(clock), c -> c.add(c.next(A)));
        assertCheap(counter, c -> c.increment(A));
        assertCheap(Embeddings.within(set, CausalContext.of(clock)), s -> s.add(A, "x"));
        assertCheap(new Page(counter, set), p -> p.hit(A).tag(A, "y"));
    }
}
