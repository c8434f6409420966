package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Named.named;

import io.github.crdt4j.laws.Subject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** All subjects of this library, by name. */
final class Subjects {

    private Subjects() {}

    /** Those whose states are causal. */
    static Stream<Named<Subject<?, ?>>> causal() {
        return Stream.of(
                named("GCounter", Counters.GROW_ONLY),
                named("PNCounter", Counters.UP_AND_DOWN),
                named("LWWRegister", Registers.LAST_WRITER),
                named("MVRegister", Registers.MULTI_VALUE),
                named("ORSet", Sets.ADD_WINS),
                named("ORSet of opaque elements", Sets.OPAQUE),
                named("Removable", Removables.WORDS),
                named("ORMap of GCounter", Maps.of(Counters.GROW_ONLY)),
                named("ORMap of PNCounter", Maps.of(Counters.UP_AND_DOWN)),
                named("ORMap of PNCounter by opaque keys", Maps.OPAQUE),
                named("ORMap of LWWRegister", Maps.of(Registers.LAST_WRITER)),
                named("ORMap of MVRegister", Maps.of(Registers.MULTI_VALUE_WRITES)),
                named("ORMap of ORSet", Maps.of(Sets.ADD_WINS)),
                named("ORMap of a record", Maps.of(Profiles.RECORD)),
                named("ORMap of Removable", Maps.of(Removables.WORDS)),
                named("ORMap of ORMap of PNCounter", Maps.of(Maps.of(Counters.UP_AND_DOWN))),
                named("ORMap of ORMap of ORSet", Maps.of(Maps.of(Sets.ADD_WINS))),
                named("ORMap of ORMap of a record", Maps.of(Maps.of(Profiles.RECORD))));
    }

    static Stream<Named<Subject<?, ?>>> all() {
        return Stream.concat(
                causal(),
                Stream.of(
                        named("VectorClock", Clocks.VECTOR),
                        named("CausalContext", Clocks.CONTEXT),
                        named("a record", Profiles.RECORD)));
    }
}
