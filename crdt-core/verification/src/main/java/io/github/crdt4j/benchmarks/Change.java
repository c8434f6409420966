package io.github.crdt4j.benchmarks;

/**
 * What is done to a set or, by its amount, to a counter.
 *
 * @param element the element
 * @param removes whether it is removed, not added
 * @param amount how much is counted
 */
record Change(String element, boolean removes, long amount) {}
