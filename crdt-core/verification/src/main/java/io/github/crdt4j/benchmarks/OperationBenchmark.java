package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.CausalBroadcast;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OriginClocks;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Operations as a replica receives them, of n replicas, some late and some again; and as it makes them. The time is that of
 * one operation, repetitions included. After each iteration the replica must show what was done.
 */
public class OperationBenchmark extends Microbenchmark {

    private static final int MADE = 1000;

    @Param({"crdt4j", "wurmloch"})
    String library;

    @Param({"set", "counter"})
    String type;

    @Param({"3", "100"})
    int n;

    @Param({"0", "10", "50"})
    int disorder;

    private OperationLibrary<Object, Object> operations;
    private OperationHistory<Object, Object> history;
    private List<Object> arriving;

    /** Makes the messages; checks that all replicas show the same at the end, in several orders of delivery. */
    @Setup
    public void prepare() {
        operations = OperationLibrary.of(library, type, n + 1);
        history = new OperationHistory<>(operations, n);
        arriving = history.delivery(disorder, 1);
    }

    /** A replica that has received one message of each other. */
    @State(Scope.Benchmark)
    public static class Reader {
        private Object replica;

        /**
         * Begins.
         *
         * @param benchmark which history
         */
        @Setup(Level.Invocation)
        public void begin(OperationBenchmark benchmark) {
            replica = benchmark.history.begun();
        }

        /**
         * Reads.
         *
         * @param benchmark which history
         */
        @TearDown(Level.Iteration)
        public void check(OperationBenchmark benchmark) {
            benchmark.history.check(replica);
        }
    }

    /** A replica that has received everything, in order. */
    @State(Scope.Benchmark)
    public static class Writer {
        private Object replica;

        /**
         * Begins.
         *
         * @param benchmark which history
         */
        @Setup(Level.Invocation)
        public void begin(OperationBenchmark benchmark) {
            replica = benchmark.history.begun();
            benchmark.history.delivery(0, 1).forEach(message -> benchmark.operations.receive(replica, message));
        }
    }

    /** The messages, and what only broadcasts them. */
    @State(Scope.Benchmark)
    public static class Channel {
        private final ReplicaId self = ReplicaId.of("reader");
        private VectorClock begun = VectorClock.empty();
        private OriginClocks origins = OriginClocks.none();
        private CausalBroadcast<Object> broadcast;
        private int delivered;

        /**
         * Begins.
         *
         * @param benchmark which history
         */
        @Setup
        public void prepare(OperationBenchmark benchmark) {
            var first = new CausalBroadcast<Object>(self);
            for (Object message : benchmark.history.first()) {
                var unused = first.receive(message(message));
            }
            begun = first.clock();
            origins = first.origins();
        }

        @SuppressWarnings("unchecked") // a broadcast does not look into messages
        private static OpMessage<Object> message(Object message) {
            return (OpMessage<Object>) message;
        }

        /** Begins again. */
        @Setup(Level.Invocation)
        public void begin() {
            broadcast = new CausalBroadcast<>(
                    self, begun, origins, VectorClock.empty(), List.of(), Limits.DEFAULT, any -> 0);
            delivered = 0;
        }

        /** All were delivered, each once. */
        @TearDown(Level.Invocation)
        public void check() {
            if (delivered != OperationHistory.LENGTH || !broadcast.held().isEmpty()) {
                throw new IllegalStateException(delivered + " were delivered");
            }
        }
    }

    /** What is to be carried out now, and nothing else. */
    @Benchmark
    @OperationsPerInvocation(OperationHistory.LENGTH)
    @SuppressWarnings("unchecked") // the payload is any object
    public Object broadcast(Channel channel) {
        for (Object message : arriving) {
            channel.delivered += channel.broadcast
                    .receive((OpMessage<Object>) message)
                    .deliverable()
                    .size();
        }
        return channel.broadcast;
    }

    /** Receives, and carries out. */
    @Benchmark
    @OperationsPerInvocation(OperationHistory.LENGTH)
    public Object receive(Reader reader) {
        for (Object message : arriving) {
            operations.receive(reader.replica, message);
        }
        return reader.replica;
    }

    /** Makes operations, and the messages of them. */
    @Benchmark
    @OperationsPerInvocation(MADE)
    public Object send(Writer writer) {
        Object last = null;
        for (int i = 0; i < MADE; i++) {
            last = operations.change(writer.replica, new Change(Made.WORDS[i], false, 1));
        }
        return last;
    }

    /** Words that no history adds. */
    private static final class Made {
        static final String[] WORDS =
                IntStream.range(0, MADE).mapToObj(i -> "made-" + i).toArray(String[]::new);
    }
}
