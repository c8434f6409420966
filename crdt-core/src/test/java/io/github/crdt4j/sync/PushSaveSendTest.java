package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Two machines that keep their incarnations, crashed at every point between update, push, save, send, receive and answer,
 * once and twice. In the order push, save, send, whatever the point, what was acknowledged is kept, no event is issued
 * twice, and both end equal. In another order that is not so.
 */
class PushSaveSendTest {

    private static final int UPDATES = 2;

    private enum Order {
        PUSH_SAVE_SEND,
        /** What a first guess would be; a timer that pushes may come between update and save. */
        UPDATE_SAVE_PUSH_SEND
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One machine: its disk survives, its process does not. */
    private static final class Machine {
        final ReplicaId id;
        ORSet<String> disk = Node.EMPTY;
        long starts = 0;
        int done = 0;
        /** The last of its events that has left the machine. */
        long left = 0;

        boolean issuedAgain = false;
        Replica<ORSet<String>> replica;
        AntiEntropy<ORSet<String>> sync;

        Machine(String name) {
            id = ReplicaId.of(name);
            start();
        }

        void start() {
            replica = Replica.of(id, disk);
            sync = AntiEntropy.builder(replica, Node.EMPTY, Node.CODEC)
                    .random(Node.numbers(++starts + 100L * id.hashCode()))
                    .build();
        }
    }

    private static final class Run {
        final Order order;
        final Set<Integer> crashAt;
        final Machine a = new Machine("a");
        final Machine b = new Machine("b");
        /** What a machine was told that the other one has. */
        final Set<String> acknowledged = new TreeSet<>();

        int points = 0;

        Run(Order order, Set<Integer> crashAt) {
            this.order = order;
            this.crashAt = crashAt;
        }

        void point() {
            if (crashAt.contains(points++)) {
                throw new Crash();
            }
        }

        void run() {
            boolean done = false;
            while (!done) {
                try {
                    connect();
                    work(a, b);
                    work(b, a);
                    settle();
                    done = true;
                } catch (Crash crash) {
                    a.start();
                    b.start();
                }
            }
        }

        private void connect() {
            a.sync.connect(b.id);
            b.sync.connect(a.id);
        }

        private void work(Machine one, Machine other) {
            while (one.done < UPDATES) {
                String element = one.id + "-" + one.done++;
                one.issuedAgain |= one.replica.state().context().next(one.id).number() <= one.left;
                one.replica.update(set -> set.add(one.id, element));
                point();
                push(one, other);
            }
        }

        private void save(Machine one) {
            point();
            one.disk = one.replica.state();
            point();
        }

        private void push(Machine one, Machine other) {
            List<SyncMessage<ORSet<String>>> messages = one.sync.push();
            if (order == Order.PUSH_SAVE_SEND) {
                save(one);
                send(messages, other, one);
            } else { // the timer came first
                send(messages, other, one);
                save(one);
            }
        }

        private void send(List<SyncMessage<ORSet<String>>> messages, Machine to, Machine from) {
            for (SyncMessage<ORSet<String>> message : messages) {
                if (message instanceof SyncMessage.Delta<ORSet<String>> delta) {
                    from.left = Math.max(from.left, delta.delta().context().last(from.id));
                }
                List<SyncMessage<ORSet<String>>> answers = to.sync.receive(message);
                save(to);
                point();
                for (SyncMessage<ORSet<String>> answer : answers) {
                    List<SyncMessage<ORSet<String>>> more = from.sync.receive(answer);
                    save(from);
                    send(more, to, from);
                    from.sync.known(to.id).ifPresent(known -> acknowledged.addAll(known.elements()));
                    point();
                }
            }
        }

        private void settle() {
            for (int round = 0; round < 4; round++) {
                push(a, b);
                push(b, a);
            }
        }

        /** What went wrong, if anything. */
        private List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (!a.replica.state().equals(b.replica.state())) {
                faults.add("the ends differ: " + a.replica.state() + ", " + b.replica.state());
            }
            if (!a.replica.state().elements().containsAll(acknowledged)) {
                faults.add("lost, though acknowledged: " + acknowledged + ", " + a.replica.state());
            }
            if (a.issuedAgain || b.issuedAgain) {
                faults.add("an event that had left was issued again");
            }
            return faults;
        }
    }

    private static Run run(Order order, Set<Integer> crashAt) {
        var run = new Run(order, crashAt);
        run.run();
        return run;
    }

    private static List<String> faultsOf(Order order, Set<Integer> crashAt) {
        try {
            return run(order, crashAt).faults();
        } catch (IdentityClashException reported) {
            return List.of("reported: " + reported.getMessage());
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverThePointNothingAcknowledgedIsLostAndNoEventIssuedTwice() {
        Run whole = run(Order.PUSH_SAVE_SEND, Set.of());
        assertEquals(List.of(), whole.faults());
        assertEquals(2 * UPDATES, whole.acknowledged.size());
        return IntStream.range(0, whole.points)
                .mapToObj(first -> dynamicTest("crash at point " + first + ", then at every later one", () -> {
                    for (int second = first; second < whole.points + 8; second++) {
                        Set<Integer> points = first == second ? Set.of(first) : Set.of(first, second);
                        assertEquals(List.of(), faultsOf(Order.PUSH_SAVE_SEND, points), points::toString);
                    }
                }));
    }

    @Test
    void savingAfterTheUpdateWhileATimerPushesLosesData() {
        int points = run(Order.UPDATE_SAVE_PUSH_SEND, Set.of()).points;
        List<String> faults = IntStream.range(0, points)
                .mapToObj(point -> faultsOf(Order.UPDATE_SAVE_PUSH_SEND, Set.of(point)))
                .flatMap(List::stream)
                .toList();
        assertTrue(faults.contains("an event that had left was issued again"), faults::toString);
        assertTrue(faults.stream().anyMatch(fault -> fault.startsWith("lost, though acknowledged")), faults::toString);
    }
}
