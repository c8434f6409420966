package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.List;

/** The events that keep an element or a key, of which those suffice that no later one of them has seen. */
public final class Keepers {

    private Keepers() {}

    /** With one more, which stands for all that its clock contains. */
    public static Dots add(Dots dots, Dot dot, CausalPast clock) {
        Dots unseen = forget(dots, clock);
        if (unseen.isBottom()) {
            return Dots.of(dot);
        }
        var all = new ArrayList<>(unseen.asList());
        all.add(dot);
        return Dots.of(all);
    }

    /** Without those that a clock contains; the same object when it contains none. */
    public static Dots forget(Dots dots, CausalPast observed) {
        List<Dot> all = dots.asList();
        List<Dot> kept = all.stream().filter(dot -> !observed.contains(dot)).toList();
        return kept.size() == all.size() ? dots : Dots.of(kept);
    }
}
