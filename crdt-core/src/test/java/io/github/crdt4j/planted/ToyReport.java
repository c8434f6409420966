package io.github.crdt4j.planted;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Embedding;
import io.github.crdt4j.causal.Embeddings;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject.Promise;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** An add-wins set that is right, and wrong in one way at a time in what it reports of events with two contents. */
record ToyReport(Bug bug, ORSet<String> set) implements Causal<ToyReport> {

    enum Bug {
        NONE,
        CONTRADICTION_NOT_REPORTED,
        CONTRADICTION_OF_ANOTHER_EVENT,
        CONTRADICTION_OF_ANOTHER_REPLICA,
        CONTRADICTION_SEEN_BY_THE_LARGER_SET_ONLY,
        REMOVAL_TAKEN_FOR_A_CONTRADICTION,
        EVENT_SEEN_BEFORE_TAKEN_FOR_A_CONTRADICTION
    }

    static Script<ToyReport> subject(Bug bug) {
        Function<RandomGenerator, String> element = Keys::text;
        return Script.startingWith(new ToyReport(bug, ORSet.empty()))
                .step("add", element, (toy, issuer, e) -> toy.add(issuer, e))
                .step("remove", element, (toy, issuer, e) -> toy.with(toy.set.remove(e)))
                .reading(toy -> Set.copyOf(toy.set.elements()))
                .promising(Set.of(Promise.CLONES));
    }

    private ToyReport add(Issuer issuer, String element) {
        return with(set.add(issuer.self(), element));
    }

    @Override
    public ToyReport merge(ToyReport other) {
        return with(set.merge(other.set));
    }

    @Override
    public boolean leq(ToyReport other) {
        return set.leq(other.set);
    }

    @Override
    public ToyReport delta(ToyReport since) {
        return with(set.delta(since.set));
    }

    @Override
    public CausalContext context() {
        return set.context();
    }

    @Override
    public boolean isEmpty() {
        return set.isEmpty();
    }

    @Override
    public Embedding<ToyReport> witness() {
        return new Report();
    }

    private ToyReport with(ORSet<String> next) {
        return next == set ? this : new ToyReport(bug, next);
    }

    private static List<Contradiction> withAFalseOne(List<Contradiction> right) {
        List<Contradiction> all = new ArrayList<>(right);
        all.add(new Contradiction(ReplicaId.of("someone"), 1, List.of(), List.of()));
        return all;
    }

    private static final class Report implements Embedding<ToyReport> {

        @Override
        public ToyReport within(ToyReport state, CausalContext context) {
            return state.with(Embeddings.within(state.set, context));
        }

        @Override
        public ToyReport forget(ToyReport state) {
            return state.with(Embeddings.forget(state.set));
        }

        @Override
        public ToyReport shift(ToyReport state, ReplicaId replica, long after, long by) {
            return state.with(Embeddings.shift(state.set, replica, after, by));
        }

        @Override
        public long greatestStamp(ToyReport state) {
            return 0;
        }

        @Override
        public List<Contradiction> contradictions(ToyReport state, ToyReport received, ToyReport merged) {
            List<Contradiction> right = state.set.witness().contradictions(state.set, received.set, merged.set);
            return switch (state.bug) {
                case NONE -> right;
                case CONTRADICTION_NOT_REPORTED -> List.of();
                case CONTRADICTION_OF_ANOTHER_EVENT ->
                    right.stream()
                            .map(one -> new Contradiction(one.replica(), one.event() + 1, one.here(), one.there()))
                            .toList();
                case CONTRADICTION_OF_ANOTHER_REPLICA ->
                    right.stream()
                            .map(one -> new Contradiction(
                                    ReplicaId.of(one.replica().name() + "'"), one.event(), one.here(), one.there()))
                            .toList();
                case CONTRADICTION_SEEN_BY_THE_LARGER_SET_ONLY ->
                    state.set.size() > received.set.size() ? right : List.of();
                case REMOVAL_TAKEN_FOR_A_CONTRADICTION ->
                    merged.set.size() < state.set.size() ? withAFalseOne(right) : right;
                case EVENT_SEEN_BEFORE_TAKEN_FOR_A_CONTRADICTION ->
                    received.context().leq(state.context()) ? withAFalseOne(right) : right;
            };
        }
    }
}
