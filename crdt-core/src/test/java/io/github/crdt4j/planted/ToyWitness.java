package io.github.crdt4j.planted;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.Witness;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.set.ORSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A counter and a set side by side, whose testimony of foreign events is wrong in one way at a time. */
record ToyWitness(Bug bug, GCounter counter, ORSet<Integer> set) implements Crdt<ToyWitness>, Witness<ToyWitness> {

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
    public long unseenEvents(ReplicaId replica, ToyWitness known) {
        return Math.max(counter.unseenEvents(replica, known.counter), set.unseenEvents(replica, known.set));
    }

    @Override
    public Optional<ReplicaId> foreignWriter(ReplicaId self, ToyWitness before) {
        return switch (bug) {
            case FOREIGN_EVENTS_NOT_TOLD -> Optional.empty();
            case FOREIGN_GROWTH_NOT_TOLD ->
                counter.context()
                        .foreignWriter(self, before.counter.context())
                        .or(() -> set.foreignWriter(self, before.set));
            case FOREIGN_EVENTS_OF_THE_SECOND_PART_NOT_TOLD -> counter.foreignWriter(self, before.counter);
            case OWN_EVENTS_TOLD_AS_FOREIGN -> unseenEvents(self, before) > 0 ? Optional.of(self) : Optional.empty();
            case NONE -> counter.foreignWriter(self, before.counter).or(() -> set.foreignWriter(self, before.set));
        };
    }

    @Override
    public long greatestStamp() {
        return 0;
    }
}
