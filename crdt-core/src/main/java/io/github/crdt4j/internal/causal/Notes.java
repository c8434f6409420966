package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.List;

/**
 * What a state has noted besides its value, so that merging costs less. It never decides what a merge results in, and is
 * not compared.
 */
public sealed interface Notes permits Hints, Graves {

    /** Keys under which dots may live that are dead here. */
    default List<Object> keys() {
        return List.of();
    }

    /** The given dots, less some that are certainly dead here. */
    default CausalContext lessDead(CausalContext dots) {
        return dots;
    }
}
