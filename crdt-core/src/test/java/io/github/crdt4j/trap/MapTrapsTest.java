package io.github.crdt4j.trap;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.specification.Catalogue.CausalRow;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.ReflectionSupport;

class MapTrapsTest {

    @TestFactory
    Stream<DynamicContainer> ofEveryType() {
        return Catalogue.CAUSAL.stream().map(row -> dynamicContainer(row.name(), traps(row)));
    }

    private static <V extends Causal<V>, O> Stream<DynamicTest> traps(CausalRow<V, O> row) {
        MapTraps<V> traps = () -> Held.of(row);
        return Stream.of(MapTraps.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .map(trap -> dynamicTest(trap.getName(), () -> ReflectionSupport.invokeMethod(trap, traps)));
    }

    @Nested
    class OfORSetWithOneElement implements MapTraps<ORSet<String>> {
        @Override
        public Held<ORSet<String>> held() {
            return Held.orSetOfOneElement();
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
}
