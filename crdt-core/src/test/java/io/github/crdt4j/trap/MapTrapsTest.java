package io.github.crdt4j.trap;

import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import org.junit.jupiter.api.Nested;

class MapTrapsTest {

    @Nested
    class OfGCounter implements MapTraps<GCounter> {
        @Override
        public Held<GCounter> held() {
            return Held.gCounter();
        }
    }

    @Nested
    class OfPNCounter implements MapTraps<PNCounter> {
        @Override
        public Held<PNCounter> held() {
            return Held.pnCounter();
        }
    }

    @Nested
    class OfLWWRegister implements MapTraps<LWWRegister<Integer>> {
        @Override
        public Held<LWWRegister<Integer>> held() {
            return Held.lwwRegister();
        }
    }

    @Nested
    class OfMVRegister implements MapTraps<MVRegister<Integer>> {
        @Override
        public Held<MVRegister<Integer>> held() {
            return Held.mvRegister();
        }
    }

    @Nested
    class OfORSet implements MapTraps<ORSet<Integer>> {
        @Override
        public Held<ORSet<Integer>> held() {
            return Held.orSet();
        }
    }

    @Nested
    class OfORSetWithOneElement implements MapTraps<ORSet<String>> {
        @Override
        public Held<ORSet<String>> held() {
            return Held.orSetOfOneElement();
        }
    }

    @Nested
    class OfMapOfGCounter implements MapTraps<ORMap<String, GCounter>> {
        @Override
        public Held<ORMap<String, GCounter>> held() {
            return Held.mapOf(Held.gCounter());
        }
    }

    @Nested
    class OfMapOfORSet implements MapTraps<ORMap<String, ORSet<Integer>>> {
        @Override
        public Held<ORMap<String, ORSet<Integer>>> held() {
            return Held.mapOf(Held.orSet());
        }
    }

    @Nested
    class OfMapOfMapOfPNCounter implements MapTraps<ORMap<String, ORMap<String, PNCounter>>> {
        @Override
        public Held<ORMap<String, ORMap<String, PNCounter>>> held() {
            return Held.mapOf(Held.mapOf(Held.pnCounter()));
        }
    }

    @Nested
    class OfProfile implements MapTraps<Profile> {
        @Override
        public Held<Profile> held() {
            return Held.profile();
        }
    }

    @Nested
    class OfBasket implements MapTraps<Basket> {
        @Override
        public Held<Basket> held() {
            return Held.basket();
        }
    }

    @Nested
    class OfMapOfBasket implements MapTraps<ORMap<String, Basket>> {
        @Override
        public Held<ORMap<String, Basket>> held() {
            return Held.mapOf(Held.basket());
        }
    }

    @Nested
    class OfRemovable implements MapTraps<Removable<Grown>> {
        @Override
        public Held<Removable<Grown>> held() {
            return Held.removable();
        }
    }
}
