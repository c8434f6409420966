package io.github.crdt4j.stress;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.sync.AntiEntropy;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.sync.SyncMessage;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One {@link AntiEntropy} endpoint used by several threads. */
public final class AntiEntropyStress {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final SyncCodec<GCounter> CODEC = KryoCodec.create().forSync(GCounter.empty());
    private static final ReplicaId B = ReplicaId.of("b");
    private static final GCounter TWO_OF_B = GCounter.empty().increment(B, 2);
    private static final SyncMessage<GCounter> FROM_B = new SyncMessage.Delta<>(B, A, 1, 1, true, TWO_OF_B);

    private AntiEntropyStress() {}

    private static int known(AntiEntropy<GCounter> sync) {
        return (int) sync.known(B).orElseThrow().value();
    }

    @JCStressTest
    @Description("AntiEntropy, guarantee 8: one delta received by two threads is acknowledged to both, and known once.")
    @Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "two acknowledgements")
    @Outcome(expect = Expect.FORBIDDEN, desc = "they met inside")
    @State
    public static class ReceiveAndReceive {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
        private final AntiEntropy<GCounter> sync = new AntiEntropy<>(replica, GCounter.empty(), CODEC);

        private int acknowledged() {
            List<SyncMessage<GCounter>> answers = sync.receive(FROM_B);
            return answers.size() == 1 && answers.get(0) instanceof SyncMessage.Ack<GCounter> ? 1 : 0;
        }

        @Actor
        public void one(III_Result result) {
            result.r1 = acknowledged();
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = acknowledged();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = known(sync);
        }
    }

    @JCStressTest
    @Description("AntiEntropy, guarantees 1 and 8: a push while the replica is updated claims no more than it carries.")
    @Outcome(
            id = {"0, 0, 3", "3, 3, 3"},
            expect = Expect.ACCEPTABLE,
            desc = "before or after the update")
    @Outcome(expect = Expect.FORBIDDEN, desc = "what was acknowledged is not what was sent")
    @State
    public static class PushAndUpdate {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty());
        private final AntiEntropy<GCounter> sync = new AntiEntropy<>(replica, GCounter.empty(), CODEC);

        public PushAndUpdate() {
            sync.connect(B);
        }

        @Actor
        public void update() {
            replica.update(counter -> counter.increment(A, 3));
        }

        @Actor
        public void push(III_Result result) {
            var delta = (SyncMessage.Delta<GCounter>) sync.push(B).orElseThrow();
            sync.receive(new SyncMessage.Ack<>(B, A, delta.session(), delta.number()));
            result.r1 = (int) delta.delta().value();
            result.r2 = known(sync);
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = (int) replica.state().value();
        }
    }

    @JCStressTest
    @Description(
            "AntiEntropy, guarantees 1 and 8: an acknowledgement and a delta at the same time both raise the bound.")
    @Outcome(id = "1, 1, 5", expect = Expect.ACCEPTABLE, desc = "what it acknowledged and what it sent")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one overwrote the other")
    @State
    public static class AckAndDelta {
        private final Replica<GCounter> replica = Replica.of(A, GCounter.empty().increment(A, 3));
        private final AntiEntropy<GCounter> sync = new AntiEntropy<>(replica, GCounter.empty(), CODEC);
        private final SyncMessage<GCounter> ack;

        public AckAndDelta() {
            sync.connect(B);
            var delta = (SyncMessage.Delta<GCounter>) sync.push(B).orElseThrow();
            ack = new SyncMessage.Ack<>(B, A, delta.session(), delta.number());
        }

        @Actor
        public void ack(III_Result result) {
            result.r1 = sync.receive(ack).isEmpty() ? 1 : 0;
        }

        @Actor
        public void delta(III_Result result) {
            result.r2 = sync.receive(FROM_B).size();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = known(sync);
        }
    }
}
