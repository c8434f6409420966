package io.github.crdt4j.laws;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import java.util.ArrayList;
import java.util.List;

/** The laws of what replicas report about events with two contents. */
final class Contradictions {

    /** It merges, and has done nothing else. */
    private static final ReplicaId READER = ReplicaId.of("reader of contradictions");

    private Contradictions() {}

    /** Two states made from one, each with the same next event: if a merge loses what it stands for on both sides, it is reported. */
    @SuppressWarnings("unchecked") // a causal state is of its own type
    static <S extends Crdt<S>, C extends Causal<C>> void check(ReplicaId self, S before, S one, S other) {
        if (before instanceof Causal<?>) {
            checkCausal(self, (C) before, (C) one, (C) other);
        }
    }

    private static <C extends Causal<C>> void checkCausal(ReplicaId self, C before, C one, C other) {
        long event = before.context().last(self) + 1;
        boolean isNextOfBoth =
                one.context().last(self) == event && other.context().last(self) == event;
        boolean isAliveInBoth =
                !one.delta(before).isEmpty() && !other.delta(before).isEmpty();
        if (isNextOfBoth && isAliveInBoth && one.merge(other).delta(before).isEmpty()) {
            List<Contradiction> met = met(one, other);
            met.addAll(met(other, one));
            if (met.stream()
                    .noneMatch(each -> each.event() == event && each.replica().equals(self))) {
                throw new LawViolation(
                        "an event whose two contents a merge loses is reported",
                        "  event    = " + event + " of " + self + "\n  one      = " + one + "\n  other    = " + other
                                + "\n  merged   = " + one.merge(other) + "\n  reported = " + met);
            }
        }
    }

    private static <C extends Causal<C>> List<Contradiction> met(C here, C received) {
        List<Contradiction> met = new ArrayList<>();
        Replica.builder(READER, here).onContradiction(met::add).build().merge(received);
        return met;
    }

    /** Where each identity is used once, nothing is reported. */
    static void refuse(Replica<?> replica) {
        if (replica.contradictions() > 0) {
            throw new LawViolation(
                    "nothing contradicts itself where identities are used once",
                    "  replica  = " + replica.id() + "\n  state    = " + replica.state() + "\n  reported = "
                            + replica.contradictions());
        }
    }
}
