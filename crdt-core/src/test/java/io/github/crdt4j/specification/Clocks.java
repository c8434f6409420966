package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The specification of the clocks: per replica, how many of its ticks are visible. */
final class Clocks {

    private Clocks() {}

    static final Subject<VectorClock, String> VECTOR = new Subject<>() {
        @Override
        public VectorClock bottom() {
            return VectorClock.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return "tick";
        }

        @Override
        public VectorClock apply(VectorClock state, Issuer issuer, String tick) {
            return state.tick(issuer.self());
        }

        @Override
        public Object value(VectorClock state) {
            return state.entries();
        }

        @Override
        public Object expected(View<String> visible) {
            return ticks(visible);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    static final Subject<CausalContext, String> CONTEXT = new Subject<>() {
        @Override
        public CausalContext bottom() {
            return CausalContext.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return "dot";
        }

        @Override
        public CausalContext apply(CausalContext state, Issuer issuer, String dot) {
            return state.add(state.next(issuer.self()));
        }

        @Override
        public Object value(CausalContext state) {
            return state.vector().entries();
        }

        @Override
        public Object expected(View<String> visible) {
            return ticks(visible);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    private static Map<Object, Long> ticks(View<String> visible) {
        Map<Object, Long> ticks = new TreeMap<>();
        visible.events().forEach(event -> ticks.merge(event.issuer().self(), 1L, Long::sum));
        return ticks;
    }
}
