package io.github.crdt4j.stress;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What listeners of a {@link Replica} hear while several threads change it. */
public final class ListenerStress {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final GCounter ONE_OF_B = GCounter.empty().increment(B);

    private ListenerStress() {}

    /** What is told on the common pool by default, the last thread that is still in a call tells. */
    private static Replica<GCounter> toldWhenAllHaveReturned() {
        return Replica.builder(A, GCounter.empty())
                .listenersOn(Runnable::run)
                .onListenerFailure(expected -> {})
                .build();
    }

    @JCStressTest
    @Description("Replica, guarantee 4: changes are told in order, without a gap; one call happens-before the next.")
    @Outcome(id = "0>1 1>2 2>3 ", expect = Expect.ACCEPTABLE, desc = "one by one")
    @Outcome(
            id = {"0>2 2>3 ", "0>1 1>3 ", "0>3 "},
            expect = Expect.ACCEPTABLE,
            desc = "some told as one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, repeated, out of order, or at the same time")
    @State
    public static class InOrder {
        private final Replica<GCounter> replica = toldWhenAllHaveReturned();
        private String told = ""; // plain

        public InOrder() {
            replica.onChange((before, after) -> told += before.value() + ">" + after.value() + " ");
        }

        @Actor
        public void one() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void other() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void merge() {
            replica.merge(ONE_OF_B);
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = told;
        }
    }

    @JCStressTest
    @Description(
            "Replica, guarantee 4: what led to a change happens-before a listener hears of it, on whatever thread.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each listener call saw what led to its changes")
    @Outcome(expect = Expect.FORBIDDEN, desc = "heard of a change without what led to it")
    @State
    public static class SeesWhatLedToIt {
        private final Replica<GCounter> replica = toldWhenAllHaveReturned();
        private int beforeUpdate; // plain
        private int beforeMerge; // plain
        private int seenAtUpdate;
        private int seenAtMerge;

        public SeesWhatLedToIt() {
            replica.onChange((before, after) -> {
                boolean merged = ONE_OF_B.leq(after) && !ONE_OF_B.leq(before);
                if (merged) {
                    seenAtMerge = beforeMerge;
                }
                if (!merged || after.value() - before.value() == 2) {
                    seenAtUpdate = beforeUpdate;
                }
            });
        }

        @Actor
        public void update() {
            beforeUpdate = 1;
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void merge() {
            beforeMerge = 1;
            replica.merge(ONE_OF_B);
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = seenAtUpdate;
            result.r2 = seenAtMerge;
        }
    }

    @JCStressTest
    @Description(
            "Replica, guarantees 2 and 4: a listener that throws neither undoes a change nor silences the next one.")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both changes stand and were told")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "both changes stand and were told as one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a change was undone or not told, or a caller was thrown at")
    @State
    public static class ThatThrows {
        private final Replica<GCounter> replica = toldWhenAllHaveReturned();
        private int calls; // plain

        public ThatThrows() {
            replica.onChange((before, after) -> {
                calls++;
                throw new UnsupportedOperationException();
            });
        }

        private void update() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void one() {
            update();
        }

        @Actor
        public void other() {
            update();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = (int) replica.state().value();
            result.r2 = calls;
        }
    }
}
