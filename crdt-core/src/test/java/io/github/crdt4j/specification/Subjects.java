package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Subject;
import java.util.stream.Stream;

/** All subjects whose states are causal. */
final class Subjects {

    private Subjects() {}

    static Stream<Subject<?, ?>> causal() {
        return Stream.of(
                Counters.GROW_ONLY,
                Counters.UP_AND_DOWN,
                Registers.LAST_WRITER,
                Registers.MULTI_VALUE,
                Sets.ADD_WINS,
                Removables.WORDS,
                Maps.of(Counters.UP_AND_DOWN),
                Maps.of(Registers.LAST_WRITER),
                Maps.of(Sets.ADD_WINS),
                Maps.of(Profiles.RECORD),
                Maps.of(Removables.WORDS),
                Maps.of(Maps.of(Counters.UP_AND_DOWN)),
                Maps.of(Maps.of(Profiles.RECORD)));
    }
}
