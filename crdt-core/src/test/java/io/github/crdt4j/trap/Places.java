package io.github.crdt4j.trap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.counter.Lane;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where every live dot of a state lives. */
final class Places {

    /** A dot and the way to it, by keys, elements and components. */
    record Place(Dot dot, List<Object> path) {}

    private final List<Place> found = new ArrayList<>();

    private Places() {}

    /** Every live dot of a state, each as often as it occurs; none for a state that is not causal. */
    static List<Place> of(Object state) {
        var places = new Places();
        if (state instanceof Causal<?>) {
            places.visit(state, List.of());
        }
        return places.found;
    }

    /** One dot lives in one place, and only where it was seen. */
    static void assertOnePlacePerDot(Causal<?> state) {
        Set<Dot> dots = new HashSet<>();
        for (Place place : of(state)) {
            assertTrue(dots.add(place.dot()), () -> place.dot() + " lives in two places of " + state);
            assertTrue(state.context().contains(place.dot()), () -> place + " was never seen by " + state);
        }
    }

    /** Whatever a delta does not mention lives on after it. */
    static void assertKept(Object before, Object delta, Object after) {
        if (delta instanceof Causal<?> causal && !(delta instanceof Composite<?>)) {
            List<Place> unmentioned = new ArrayList<>(of(before));
            unmentioned.removeIf(place -> causal.context().contains(place.dot()));
            unmentioned.removeAll(of(after));
            assertEquals(List.of(), unmentioned, () -> delta + " deleted what it does not mention from " + before);
        }
    }

    /** The parts of a map, its leavings included. */
    static DotMap<?, ?> entries(Object map) {
        return (DotMap<?, ?>) open(map).store();
    }

    private static CausalState<?> open(Object state) {
        Parts<Object, ?> parts = cast(Parts.of(state.getClass()));
        return parts.open().apply(state);
    }

    private void visit(Object state, List<Object> path) {
        if (state instanceof Composite<?>) {
            components(state, path);
            return;
        }
        visitStore(open(state).store(), path);
    }

    private void visitStore(Object store, List<Object> path) {
        if (store instanceof Lanes lanes) {
            add(lanes.asList().stream().map(Lane::birth).toList(), path);
        } else if (store instanceof DotFun<?> writes) {
            add(writes.writes().stream().map(DotFun.Write::dot).toList(), path);
        } else if (store instanceof Kept<?> kept) {
            add(kept.updates().writes().stream().map(DotFun.Write::dot).toList(), path);
        } else if (store instanceof Dots dots) {
            add(dots.asList(), path);
        } else {
            for (Map.Entry<?, ?> each : ((DotMap<?, ?>) store).all()) {
                List<Object> at = extended(path, each.getKey());
                if (each.getValue() instanceof Keyed<?> keyed) {
                    add(keyed.presence().asList(), at);
                    visit(keyed.value(), at);
                } else {
                    visitStore(each.getValue(), at);
                }
            }
        }
    }

    private <S extends Composite<S>> void components(Object composite, List<Object> path) {
        S state = cast(composite);
        int[] component = {0};
        S unchanged = state.zip(state, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                visit(mine, extended(path, component[0]++));
                return mine;
            }
        });
        assertEquals(state, unchanged);
    }

    private void add(List<Dot> dots, List<Object> path) {
        dots.forEach(dot -> found.add(new Place(dot, path)));
    }

    private static List<Object> extended(List<Object> path, Object step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    @SuppressWarnings("unchecked") // the parts of a type open the states of that type
    private static <T> T cast(Object object) {
        return (T) object;
    }
}
