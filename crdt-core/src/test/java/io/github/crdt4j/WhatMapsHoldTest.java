package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WhatMapsHoldTest {

    private static Class<?> mapOf(String map) {
        return InMemoryCompiler.compile(
                "a map of bounded counters",
                "Documented",
                "public class Documented { Object map = io.github.crdt4j.map." + map
                        + ".empty(io.github.crdt4j.counter.BoundedCounter.empty()); }");
    }

    @Test
    void aMapThatRemovesKeysDoesNotTakeABoundedCounter() {
        var refused = assertThrows(AssertionError.class, () -> mapOf("ORMap"));
        assertTrue(refused.getMessage().contains("BoundedCounter"), refused::getMessage);
        assertNotNull(mapOf("GMap"));
    }
}
