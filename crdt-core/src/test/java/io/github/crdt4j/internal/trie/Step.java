package io.github.crdt4j.internal.trie;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** One step of a random history of several maps: what is done to a target, with another, by choices drawn from a seed. */
record Step(Kind kind, int target, int other, int seed) {

    enum Kind {
        PUT,
        REMOVE,
        MERGE,
        DIFFERENCE,
        BUILD,
        COPY,
        REBUILD
    }

    /** Histories of 100 to 250 steps among so many maps. */
    static Arbitrary<List<Step>> sequences(int maps) {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(10, Kind.PUT),
                Tuple.of(6, Kind.REMOVE),
                Tuple.of(4, Kind.MERGE),
                Tuple.of(2, Kind.DIFFERENCE),
                Tuple.of(3, Kind.BUILD),
                Tuple.of(2, Kind.COPY),
                Tuple.of(1, Kind.REBUILD));
        Arbitrary<Integer> index = Arbitraries.integers().between(0, maps - 1);
        return Combinators.combine(kinds, index, index, Arbitraries.integers())
                .as(Step::new)
                .list()
                .ofMinSize(100)
                .ofMaxSize(250);
    }
}
