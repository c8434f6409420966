/**
 * What the causal types are made of: dot stores ({@link io.github.crdt4j.internal.causal.DotStore}) in a context ({@link
 * io.github.crdt4j.internal.causal.CausalState}), and the bridge by which other rooms reach them ({@link
 * io.github.crdt4j.internal.causal.Parts}). Begin with {@code CausalState}, then {@code Dots}.
 */
package io.github.crdt4j.internal.causal;
