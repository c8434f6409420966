package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A delivery costs what its message names, whatever the number of origins. Work is counted as bytes that are allocated. */
class ManyOriginsTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ORIGINS = 10_000;

    /** What a delivery may allocate, and so copy: nodes of two tries, and what is remembered of a message. */
    private static final long BYTES_OF_A_DELIVERY = 6_000;

    /** What a number that a message names may, which is put into a trie and taken out of it again. */
    private static final long BYTES_OF_A_NUMBER = 3_000;

    private final CausalBroadcast<String> reader = new CausalBroadcast<>(ReplicaId.of("reader"));

    private static ReplicaId origin(int number) {
        return ReplicaId.of("origin-" + number);
    }

    private static OpMessage<String> message(ReplicaId origin, long number, Map<ReplicaId, Long> seen) {
        Map<ReplicaId, Long> clock = new HashMap<>(seen);
        clock.put(origin, number);
        return new OpMessage<>(new Dot(origin, number), VectorClock.of(clock), "x");
    }

    /** How much the reader allocates to deliver so many messages, which are made beforehand in groups. */
    private long allocated(int count, IntFunction<OpMessage<String>> messages) {
        long all = 0;
        for (int from = 0; from < count; from += 100) {
            var group = new ArrayList<OpMessage<String>>();
            for (int i = from; i < Math.min(count, from + 100); i++) {
                group.add(messages.apply(i));
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int delivered = 0;
            for (OpMessage<String> message : group) {
                delivered += reader.receive(message).deliverable().size();
            }
            all += THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(group.size(), delivered);
        }
        return all;
    }

    private static void assertAtMost(long most, long bytes) {
        assertTrue(bytes <= most, () -> bytes + " bytes, at most " + most + " expected");
    }

    @Test
    void tenThousandOriginsWithOneMessageEachCostAsMuchEachAsFew() {
        long bytes = allocated(ORIGINS, i -> message(origin(i), 1, Map.of()));
        assertEquals(ORIGINS, reader.clock().size());
        assertAtMost(ORIGINS * BYTES_OF_A_DELIVERY, bytes);
    }

    @Test
    void tenThousandOriginsThatHaveSeenTwentyOthersCostTheseTwenty() {
        var few = new HashMap<ReplicaId, Long>();
        for (int i = 0; i < 20; i++) {
            few.put(origin(i), 1L);
        }
        long bytes = allocated(ORIGINS, i -> message(origin(i), 1, i < 20 ? Map.of() : few));
        assertAtMost(ORIGINS * (BYTES_OF_A_DELIVERY + 20 * BYTES_OF_A_NUMBER), bytes);
        assertEquals(21, reader.origins().get(origin(ORIGINS - 1)).size());
    }

    @Test
    void tenThousandIncarnationsOneAfterAnotherCostWhatTheirFirstMessagesName() {
        // the first message of an incarnation names all before it; so every hundredth does here, and the others none
        var seen = new HashMap<ReplicaId, Long>();
        long named = 0;
        long bytes = 0;
        for (int i = 0; i < ORIGINS; i += 100) {
            for (int j = i; j < i + 99; j++) {
                assertEquals(
                        1,
                        reader.receive(message(origin(j), 1, Map.of()))
                                .deliverable()
                                .size());
                seen.put(origin(j), 1L);
            }
            OpMessage<String> first = message(origin(i + 99), 1, seen);
            seen.put(origin(i + 99), 1L);
            named += seen.size();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertEquals(1, reader.receive(first).deliverable().size());
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertAtMost(named * BYTES_OF_A_NUMBER, bytes);
        // what comes after it, of an incarnation that all others lag behind or that lags behind them, costs what it
        // names
        ReplicaId last = origin(ORIGINS - 1);
        assertAtMost(
                1_000 * (BYTES_OF_A_DELIVERY + BYTES_OF_A_NUMBER),
                allocated(1_000, i -> message(last, i + 2, Map.of())));
        ReplicaId stale = origin(0);
        assertAtMost(
                1_000 * (BYTES_OF_A_DELIVERY + BYTES_OF_A_NUMBER),
                allocated(1_000, i -> message(stale, i + 2, Map.of())));
        assertEquals(1, reader.origins().get(stale).size());
    }

    @Test
    void aReplicaThatFlushesAfterEachMessageCopiesNoClockEither() {
        var replica = OpReplica.of(ReplicaId.of("reader"), OpGCounter.empty(), OperationCheck.inMemory());
        long bytes = 0;
        for (int i = 0; i < ORIGINS; i++) {
            var dot = new Dot(origin(i), 1);
            var one = new OpMessage<>(
                    dot,
                    VectorClock.empty().with(dot),
                    List.of(OpGCounter.empty().increment()));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            replica.receive(one);
            assertEquals(List.of(), replica.flush());
            assertTrue(replica.isDurable(dot));
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(ORIGINS, replica.state().value());
        assertAtMost(ORIGINS * 2 * BYTES_OF_A_DELIVERY, bytes);
    }

    @Test
    void aWriterThatHeardOfOneOriginNamesThatOne() {
        var unused = allocated(ORIGINS, i -> message(origin(i), 1, Map.of()));
        assertEquals(ORIGINS + 1, reader.send("first").clock().size());
        long bytes = 0;
        for (int i = 0; i < 1_000; i++) {
            OpMessage<String> heard = message(origin(i), 2, Map.of());
            assertEquals(1, reader.receive(heard).deliverable().size());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertEquals(2, reader.send("next").clock().size());
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertAtMost(1_000 * BYTES_OF_A_DELIVERY, bytes);
    }

    @Test
    void clocksThatShareMemoryAreThoseThatWereNamed() {
        // few origins, many messages, each of which names what its origin has heard of in between
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var all = new CausalBroadcast<String>(ReplicaId.of("all"));
            var writers = new ArrayList<CausalBroadcast<String>>();
            for (int i = 0; i < 40; i++) {
                writers.add(new CausalBroadcast<>(origin(i)));
            }
            var sent = new ArrayList<OpMessage<String>>();
            Map<ReplicaId, VectorClock> latest = new HashMap<>();
            for (int step = 0; step < 400; step++) {
                CausalBroadcast<String> writer = writers.get(random.nextInt(writers.size()));
                for (int from = random.nextInt(sent.size() + 1); from < sent.size(); from++) {
                    var unused = writer.receive(sent.get(from)).outcome();
                }
                OpMessage<String> next = writer.send("x");
                sent.add(next);
                Receipt<String> receipt = all.receive(next);
                assertEquals(1, receipt.deliverable().size());
                latest.put(writer.self(), writer.clock());
                for (CausalBroadcast<String> other : writers) {
                    assertEquals(
                            writer.clock().get(other.self()),
                            receipt.deliverable().get(0).past().get(other.self()),
                            "seed " + seed);
                }
            }
            assertEquals(OriginClocks.of(latest), all.origins(), "seed " + seed);
            latest.forEach((origin, clock) -> assertEquals(clock, all.origins().get(origin)));
            var restored = new CausalBroadcast<String>(
                    ReplicaId.of("again"),
                    all.clock(),
                    OriginClocks.of(latest),
                    VectorClock.empty(),
                    all.held(),
                    Limits.DEFAULT,
                    any -> 1);
            OpMessage<String> more = writers.get(0).send("y");
            assertEquals(1, restored.receive(more).deliverable().size());
            assertEquals(1, all.receive(more).deliverable().size());
            assertEquals(all.origins(), restored.origins());
            assertEquals(all.clock(), restored.clock());
        }
    }
}
