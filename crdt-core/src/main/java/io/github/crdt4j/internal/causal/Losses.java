package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Receives what a later state no longer has as it was, and keeps the path to the place that is being compared. */
public abstract class Losses {

    private final List<Object> path = new ArrayList<>();

    /** Goes down to what is under a key, or to a component. */
    public void enter(Object step) {
        path.add(step);
    }

    /** Comes up again. */
    public void leave() {
        path.remove(path.size() - 1);
    }

    /** The path, and what is there. */
    List<Object> place(Object... content) {
        var place = new ArrayList<>(path);
        Collections.addAll(place, content);
        return place;
    }

    /** A dot that lived at this place lives there no more. */
    public abstract void vanished(Dot dot, Object... content);

    /** A write has more in its payload. */
    public abstract void grew(Dot dot, Object content, Object more);
}
