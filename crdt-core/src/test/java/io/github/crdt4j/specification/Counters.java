package io.github.crdt4j.specification;

import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The specification of a counter: the sum of the visible amounts. */
final class Counters {

    private Counters() {}

    static final Subject<GCounter, Long> GROW_ONLY = new Subject<>() {
        @Override
        public GCounter bottom() {
            return GCounter.empty();
        }

        @Override
        public Long draw(RandomGenerator random) {
            return random.nextLong(4);
        }

        @Override
        public GCounter apply(GCounter state, Issuer issuer, Long amount) {
            return state.increment(issuer.self(), amount);
        }

        @Override
        public Object value(GCounter state) {
            return state.value();
        }

        @Override
        public Object expected(View<Long> visible) {
            return sum(visible);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    static final Subject<PNCounter, Long> UP_AND_DOWN = new Subject<>() {
        @Override
        public PNCounter bottom() {
            return PNCounter.empty();
        }

        @Override
        public Long draw(RandomGenerator random) {
            return random.nextLong(-3, 4);
        }

        @Override
        public PNCounter apply(PNCounter state, Issuer issuer, Long amount) {
            return amount < 0 ? state.decrement(issuer.self(), -amount) : state.increment(issuer.self(), amount);
        }

        @Override
        public Object value(PNCounter state) {
            return state.value();
        }

        @Override
        public Object expected(View<Long> visible) {
            return sum(visible);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    private static long sum(View<Long> visible) {
        return visible.events().stream().mapToLong(event -> event.operation()).sum();
    }
}
