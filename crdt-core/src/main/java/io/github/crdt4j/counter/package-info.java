/**
 * Counters: {@link io.github.crdt4j.counter.GCounter} only grows, {@link io.github.crdt4j.counter.PNCounter} goes both
 * ways, {@link io.github.crdt4j.counter.BoundedCounter} too, but never below its bound.
 */
@CheckReturnValue
package io.github.crdt4j.counter;

import com.google.errorprone.annotations.CheckReturnValue;
