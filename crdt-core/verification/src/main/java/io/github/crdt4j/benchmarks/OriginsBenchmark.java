package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.CausalBroadcast;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A reader that has one message of each of n origins receives the first message of a thousand more, each of which has seen a
 * message of twenty others. The time is that of one message.
 */
public class OriginsBenchmark extends Microbenchmark {

    private static final int MESSAGES = 1_000;
    private static final int SEEN = 20;

    private final ReplicaId self = ReplicaId.of("reader");

    @Param({"100", "1000", "10000"})
    int n;

    private VectorClock begun = VectorClock.empty();
    private OriginClocks origins = OriginClocks.none();
    private List<OpMessage<String>> arriving = List.of();
    private CausalBroadcast<String> broadcast;
    private int delivered;

    private static OpMessage<String> first(int origin, Map<ReplicaId, Long> seen) {
        ReplicaId id = ReplicaId.of("origin-" + origin);
        var clock = new HashMap<>(seen);
        clock.put(id, 1L);
        return new OpMessage<>(new Dot(id, 1), VectorClock.of(clock), "x");
    }

    /** Makes the messages. */
    @Setup
    public void prepare() {
        var reader = new CausalBroadcast<String>(self);
        var seen = new HashMap<ReplicaId, Long>();
        for (int i = 0; i < n; i++) {
            OpMessage<String> message = first(i, Map.of());
            var unused = reader.receive(message);
            if (i < SEEN) {
                seen.put(message.dot().replica(), 1L);
            }
        }
        begun = reader.clock();
        origins = reader.origins();
        arriving = new ArrayList<>(
                IntStream.range(n, n + MESSAGES).mapToObj(i -> first(i, seen)).toList());
    }

    /** Begins again. */
    @Setup(Level.Invocation)
    public void begin() {
        broadcast =
                new CausalBroadcast<>(self, begun, origins, VectorClock.empty(), List.of(), Limits.DEFAULT, any -> 0);
        delivered = 0;
    }

    /** All were delivered. */
    @TearDown(Level.Invocation)
    public void check() {
        if (delivered != MESSAGES) {
            throw new IllegalStateException(delivered + " were delivered");
        }
    }

    /** What is to be carried out now, and nothing else. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public Object receive() {
        for (OpMessage<String> message : arriving) {
            delivered += broadcast.receive(message).deliverable().size();
        }
        return broadcast;
    }
}
