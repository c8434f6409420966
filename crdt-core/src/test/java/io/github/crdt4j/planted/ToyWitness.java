package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.Witnessed;
import io.github.crdt4j.causal.Embeddings;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.set.ORSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A counter and a set side by side, whose testimony of foreign events is wrong in one way at a time. */
record ToyWitness(Bug bug, GCounter counter, ORSet<Integer> set) implements Crdt<ToyWitness>, Witnessed<ToyWitness> {

    enum Bug {
        NONE,
        FOREIGN_EVENTS_NOT_TOLD,
        FOREIGN_GROWTH_NOT_TOLD,
        FOREIGN_EVENTS_OF_THE_SECOND_PART_NOT_TOLD,
        OWN_EVENTS_TOLD_AS_FOREIGN
    }

    static Script<ToyWitness> subject(Bug bug) {
        return Script.startingWith(new ToyWitness(bug, GCounter.empty(), ORSet.empty()))
                .step(
                        "count",
                        random -> 1 + random.nextLong(2),
                        (state, issuer, n) -> new ToyWitness(bug, state.counter.increment(issuer.self(), n), state.set))
                .step(
                        "add",
                        random -> random.nextInt(3),
                        (state, issuer, e) -> new ToyWitness(bug, state.counter, state.set.add(issuer.self(), e)))
                .reading(state -> Set.of(state.counter.value(), state.set.elements()))
                .specifiedBy(visible -> Set.of(
                        visible.events().stream()
                                .filter(event -> event.operation().name().equals("count"))
                                .mapToLong(event -> (Long) event.operation().argument())
                                .sum(),
                        visible.events().stream()
                                .filter(event -> event.operation().name().equals("add"))
                                .map(event -> event.operation().argument())
                                .collect(Collectors.toSet())));
    }

    @Override
    public ToyWitness merge(ToyWitness other) {
        return new ToyWitness(bug, counter.merge(other.counter), set.merge(other.set));
    }

    @Override
    public Witness<ToyWitness> witness() {
        return new Parts();
    }

    private static final class Parts implements Witness<ToyWitness> {

        @Override
        public long unseenEvents(ToyWitness state, ReplicaId replica, ToyWitness known) {
            return Math.max(
                    Embeddings.unseenEvents(state.counter, replica, known.counter),
                    Embeddings.unseenEvents(state.set, replica, known.set));
        }

        @Override
        public Optional<ReplicaId> foreignWriter(ToyWitness after, ReplicaId self, ToyWitness before) {
            Optional<ReplicaId> inCounter = Embeddings.foreignWriter(after.counter, self, before.counter);
            Optional<ReplicaId> inSet = Embeddings.foreignWriter(after.set, self, before.set);
            return switch (after.bug) {
                case FOREIGN_EVENTS_NOT_TOLD -> Optional.empty();
                case FOREIGN_GROWTH_NOT_TOLD ->
                    Embeddings.foreignWriter(after.counter.context(), self, before.counter.context())
                            .or(() -> inSet);
                case FOREIGN_EVENTS_OF_THE_SECOND_PART_NOT_TOLD -> inCounter;
                case OWN_EVENTS_TOLD_AS_FOREIGN ->
                    unseenEvents(after, self, before) > 0 ? Optional.of(self) : Optional.empty();
                case NONE -> inCounter.or(() -> inSet);
            };
        }

        @Override
        public long greatestStamp(ToyWitness state) {
            return 0;
        }
    }
}
