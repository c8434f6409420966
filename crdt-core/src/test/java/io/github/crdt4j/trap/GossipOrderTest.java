package io.github.crdt4j.trap;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.specification.Catalogue.CausalRow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trap 3: the order in which replicas gossip never shows. */
class GossipOrderTest {

    @Test
    void mapOfCountersMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.pnCounter()), 10_000, 12);
    }

    @Test
    void mapOfSetsMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.orSet()), 10_000, 12);
    }

    @Test
    void mapOfMapsMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.mapOf(Model.pnCounter())), 300, 40);
        Gossip.run(Model.mapOf(Model.mapOf(Model.orSet())), 300, 40);
    }

    @Test
    void mapOfRecordsMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.basket()), 300, 40);
        Gossip.run(Model.mapOf(Model.profile()), 300, 30);
    }

    /** All but those whose writes are no events where they come too late: what they mean depends on what a writer saw. */
    static List<CausalRow<?, ?>> types() {
        Set<Class<?>> depending = Set.of(MaxRegister.class, MinRegister.class);
        return Catalogue.CAUSAL.stream()
                .filter(row -> !depending.contains(row.type()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    <V extends Causal<V>, O> void everyTypeMeansTheSameInAnyOrderAloneAndInMaps(CausalRow<V, O> row) {
        Gossip.run(Model.of(row), 200, 30);
        Gossip.run(Model.mapOf(Model.of(row)), 300, 30);
    }
}
