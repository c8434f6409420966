package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Named.named;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.set.LWWElementSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * The subjects of laws by name: every type of the {@link Catalogue} alone, in a map, and in a record in a map, and what else is
 * worth a look.
 */
public final class Subjects {

    private static final Subject<LWWElementSet<String>, String> REMOVES_FIRST =
            MoreSets.lastWriter(LWWElementSet.Bias.REMOVE);

    private Subjects() {}

    /** Those whose states are causal. */
    static Stream<Named<Subject<?, ?>>> causal() {
        Stream<Named<Subject<?, ?>>> alone = Catalogue.CAUSAL.stream().map(row -> named(row.name(), row.subject()));
        Stream<Named<Subject<?, ?>>> inMaps = Catalogue.CAUSAL.stream().map(Subjects::inMap);
        return Stream.of(
                        alone,
                        inMaps,
                        Catalogue.CAUSAL.stream().map(Subjects::inRecord),
                        Stream.<Named<Subject<?, ?>>>of(
                                named("ORSet of opaque elements", Sets.OPAQUE),
                                named("LWWElementSet that is biased towards removes", REMOVES_FIRST),
                                named("ORMap of LWWElementSet that is biased towards removes", Maps.of(REMOVES_FIRST)),
                                named("ORMap of PNCounter by opaque keys", Maps.OPAQUE),
                                named("ORMap of a record", Maps.of(Profiles.RECORD)),
                                named("ORMap of ORMap of PNCounter", Maps.of(Maps.of(Counters.UP_AND_DOWN))),
                                named("ORMap of ORMap of ORSet", Maps.of(Maps.of(Sets.ADD_WINS))),
                                named("ORMap of ORMap of a record", Maps.of(Maps.of(Profiles.RECORD)))))
                .flatMap(subjects -> subjects);
    }

    private static <V extends Causal<V>, O> Named<Subject<?, ?>> inMap(Catalogue.CausalRow<V, O> row) {
        return named("ORMap of " + row.name(), Maps.of(row.part()));
    }

    private static <V extends Causal<V>, O> Named<Subject<?, ?>> inRecord(Catalogue.CausalRow<V, O> row) {
        return named("ORMap of a record of " + row.name(), Maps.of(Tagged.of(row.part())));
    }

    /** All of them. */
    public static Stream<Named<Subject<?, ?>>> all() {
        return Stream.concat(causal(), others());
    }

    /** Those whose states are not causal, and records. */
    static Stream<Named<Subject<?, ?>>> others() {
        return Stream.of(
                named("VectorClock", Clocks.VECTOR),
                named("CausalContext", Clocks.CONTEXT),
                named("BoundedCounter", GrowOnly.BOUNDED),
                named("GMap", GrowOnly.MAP),
                named("a record", Profiles.RECORD));
    }
}
