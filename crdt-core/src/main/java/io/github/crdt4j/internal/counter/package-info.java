/**
 * Counters as dot stores: each writer counts in lanes of its own ({@link io.github.crdt4j.internal.counter.Lane}), each born with an
 * event, so that a removal resets exactly what it has seen. Up to eight writers are an array ({@code FewLanes}), more are columns in
 * chunks ({@code ManyLanes}). Begin with {@code Lane}, then {@code Lanes}.
 */
package io.github.crdt4j.internal.counter;
