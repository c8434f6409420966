package io.github.crdt4j.stress;

import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.set.ORSet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Updates, merges and reads of one {@link Replica}. */
public final class ReplicaStress {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final GCounter TWO_OF_B = GCounter.empty().increment(B, 2);

    private ReplicaStress() {}

    private static int value(Replica<GCounter> replica) {
        return (int) replica.state().value();
    }

    @JCStressTest
    @Description("Replica, guarantee 1: updates happen one after the other, each function is called once.")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both counted, two calls")
    @Outcome(expect = Expect.FORBIDDEN, desc = "an update was lost, retried or overlapped another")
    @State
    public static class UpdateAndUpdate {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
        private int calls; // plain: one update happens-before the next

        private void update() {
            replica.update(counter -> {
                calls++;
                return counter.increment(A);
            });
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
            result.r1 = value(replica);
            result.r2 = calls;
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 1: an update and a merge happen one after the other.")
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "both are there, and the merge was news")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one overwrote the other")
    @State
    public static class UpdateAndMerge {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());

        @Actor
        public void update() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void merge(II_Result result) {
            result.r1 = replica.merge(TWO_OF_B) ? 1 : 0;
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = value(replica);
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 1: of two merges of one state exactly one is news.")
    @Outcome(
            id = {"1, 0, 2", "0, 1, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "one came first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither was news")
    @State
    public static class MergeAndMerge {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());

        @Actor
        public void one(III_Result result) {
            result.r1 = replica.merge(TWO_OF_B) ? 1 : 0;
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = replica.merge(TWO_OF_B) ? 1 : 0;
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = value(replica);
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 2: an update that throws changes nothing, and the next one goes on.")
    @Outcome(
            id = {"0, 1, 1", "1, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "it threw, only the other counted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "half of it was seen, or it kept the lock")
    @State
    public static class UpdateThatThrows {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());

        @Actor
        public void throwing(III_Result result) {
            try {
                replica.update(counter -> {
                    GCounter lost = counter.increment(A, 10);
                    throw new UnsupportedOperationException(lost.toString());
                });
            } catch (UnsupportedOperationException expected) {
                result.r2 = 1;
            }
        }

        @Actor
        public void counting() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void reading(III_Result result) {
            result.r1 = value(replica);
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = value(replica);
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 3: who reads a state sees what was done before the update that made it.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "before the update, or all of it")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "the state without what led to it")
    @State
    public static class ReadAfterUpdate {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
        private int before; // plain

        @Actor
        public void update() {
            before = 1;
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = value(replica);
            result.r2 = before;
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 3: a later state, made by a merge, shows what was done before an update, too.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1", "2, 0", "2, 1", "3, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a later state without what led to an earlier one")
    @State
    public static class ReadAfterMerge {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
        private int before; // plain

        @Actor
        public void update() {
            before = 1;
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void merge() {
            replica.merge(TWO_OF_B);
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = value(replica);
            result.r2 = before;
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 3: no smaller state is read after a greater one.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "it grows")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "it went back")
    @State
    public static class ReadTwice {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());

        @Actor
        public void update() {
            replica.update(counter -> counter.increment(A));
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = value(replica);
            result.r2 = value(replica);
        }
    }

    @JCStressTest
    @Description("Replica, guarantee 5: a clash stops writing; an update has happened before it, or is refused.")
    @Outcome(
            id = {"1, 1, 3", "1, 0, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "reported, and the next is refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "merged, or written after the report")
    @State
    public static class ClashAndUpdate {
        private static final ORSet<String> FORGED =
                ORSet.<String>empty().add(A, "v").add(A, "w").add(A, "x");

        private final Replica<ORSet<String>> replica = Replica.of(A, ORSet.empty());

        @Actor
        public void merge(III_Result result) {
            try {
                replica.merge(FORGED);
            } catch (IdentityClashException reported) {
                result.r1 = 1;
            }
        }

        @Actor
        public void update(III_Result result) {
            try {
                replica.update(set -> set.add(A, "y"));
                result.r2 = 1;
            } catch (IdentityClashException refused) {
                result.r2 = 0;
            }
        }

        /** The elements, and 2 if a further update is refused. */
        @Arbiter
        public void end(III_Result result) {
            result.r3 = replica.state().size();
            try {
                replica.update(set -> set.add(A, "z"));
            } catch (IdentityClashException refused) {
                result.r3 += 2;
            }
        }
    }

    @JCStressTest
    @Description("The package's policy on threads: a state handed over by a data race is seen whole.")
    @Outcome(
            id = {"-1, -1", "2, 3"},
            expect = Expect.ACCEPTABLE,
            desc = "not yet there, or whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a part of it")
    @State
    public static class StateHandedOverByARace {
        private ORSet<String> shared; // plain

        @Actor
        public void hand() {
            shared = ORSet.<String>empty().add(A, "x").add(A, "y").add(B, "x");
        }

        @Actor
        public void take(II_Result result) {
            ORSet<String> taken = shared;
            result.r1 = taken == null ? -1 : taken.size();
            result.r2 = taken == null
                    ? -1
                    : (int) (taken.context().last(A) + taken.context().last(B));
        }
    }
}
