/**
 * What a map can hold: states made of events ({@link io.github.crdt4j.causal.Causal}) and records of them ({@link
 * io.github.crdt4j.causal.Composite}). What they add to {@link io.github.crdt4j.Crdt} is for the map that holds them, not
 * for applications.
 */
@CheckReturnValue
package io.github.crdt4j.causal;

import com.google.errorprone.annotations.CheckReturnValue;
