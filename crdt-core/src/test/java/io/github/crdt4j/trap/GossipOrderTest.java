package io.github.crdt4j.trap;

import org.junit.jupiter.api.Test;

/** Trap 3: the order in which replicas gossip never shows. */
class GossipOrderTest {

    @Test
    void mapOfCountersMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.pnCounter()), 10_000, 12);
        Gossip.run(Model.mapOf(Model.gCounter()), 300, 30);
    }

    @Test
    void mapOfSetsMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.orSet()), 10_000, 12);
    }

    @Test
    void mapOfRegistersMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.lwwRegister()), 300, 30);
        Gossip.run(Model.mapOf(Model.mvRegister()), 300, 30);
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

    @Test
    void mapOfRemovableLatticesMeansTheSameInAnyOrder() {
        Gossip.run(Model.mapOf(Model.removable()), 300, 30);
    }

    @Test
    void everyTypeAloneMeansTheSameInAnyOrder() {
        Gossip.run(Model.gCounter(), 200, 30);
        Gossip.run(Model.pnCounter(), 200, 30);
        Gossip.run(Model.orSet(), 200, 30);
        Gossip.run(Model.lwwRegister(), 200, 30);
        Gossip.run(Model.mvRegister(), 200, 30);
        Gossip.run(Model.removable(), 200, 30);
    }
}
