package io.github.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpGCounter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A writer and a reader over a channel that delivers at least once, crashed at every point between effect, persist, send,
 * confirm and acknowledge, once and twice. Whatever the point, the reader counts each message that left once.
 */
class CrashPointsTest {

    private static final int UPDATES = 4;

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One machine: its disk survives, its process does not. */
    private static final class Machine {
        final ReplicaId id;
        OpSnapshot<OpGCounter, OpGCounter.Increment> disk = OpSnapshot.initial(OpGCounter.empty());
        OpReplica<OpGCounter, OpGCounter.Increment> replica;

        Machine(String name) {
            id = ReplicaId.of(name);
            start();
        }

        void start() {
            replica = OpReplica.of(id, disk, stamp -> {}, OperationCheck.inMemory());
        }
    }

    private static final class Run {
        final Set<Integer> crashAt;
        final Machine writer = new Machine("writer");
        final Machine reader = new Machine("reader");
        /** What the channel has and the reader has not acknowledged. */
        final Set<OpMessage<List<OpGCounter.Increment>>> queue = new LinkedHashSet<>();

        int points = 0;

        Run(Set<Integer> crashAt) {
            this.crashAt = crashAt;
        }

        void point() {
            if (crashAt.contains(points++)) {
                throw new Crash();
            }
        }

        /** The work is resumed after each crash from what is on disk. */
        void run() {
            boolean done = false;
            while (!done) {
                try {
                    write();
                    read();
                    done = true;
                } catch (Crash crash) {
                    writer.start();
                    reader.start();
                }
            }
        }

        void write() {
            send(); // what a crash kept from leaving
            while (writer.replica.state().value() < UPDATES) {
                writer.replica.update(OpGCounter::increment);
                point();
                send();
            }
        }

        void send() {
            var messages = writer.replica.flush(snapshot -> {
                point();
                writer.disk = snapshot;
                point();
            });
            for (var message : messages) {
                queue.add(message);
                point();
                writer.replica.confirm(message.dot());
                point();
            }
        }

        void read() {
            while (!queue.isEmpty()) {
                var batch = new ArrayList<>(queue);
                for (int i = batch.size() - 1; i >= 0; i--) {
                    reader.replica.receive(batch.get(i));
                    point();
                }
                var unused = reader.replica.flush(snapshot -> {
                    point();
                    reader.disk = snapshot;
                    point();
                });
                for (var message : batch) {
                    if (reader.replica.isDurable(message.dot())) {
                        queue.remove(message);
                        point();
                    }
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverThePointNothingIsLostAndNothingRepeated() {
        var whole = new Run(Set.of());
        whole.run();
        return IntStream.range(0, whole.points)
                .mapToObj(first -> dynamicTest("crash at point " + first + ", then at every later one", () -> {
                    for (int second = first; second < whole.points + 8; second++) {
                        var run = new Run(first == second ? Set.of(first) : Set.of(first, second));
                        run.run();
                        int at = second;
                        assertEquals(UPDATES, run.reader.replica.state().value(), () -> "and at " + at);
                        assertEquals(run.writer.disk.clock(), run.reader.disk.clock(), () -> "and at " + at);
                        assertEquals(UPDATES, run.writer.disk.state().value(), () -> "and at " + at);
                    }
                }));
    }
}
