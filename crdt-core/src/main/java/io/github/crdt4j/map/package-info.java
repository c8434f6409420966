/**
 * Maps: {@link io.github.crdt4j.map.ORMap} from keys to causal states of any kind, nested to any depth; {@link
 * io.github.crdt4j.map.Removable} makes any other lattice fit for it. {@link io.github.crdt4j.map.ORMultimap} is a map of sets, {@link
 * io.github.crdt4j.map.LWWMap} one of plain values, of which the last write of each key counts, and {@link
 * io.github.crdt4j.map.GMap} one whose keys stay, to states of any lattice.
 */
@CheckReturnValue
package io.github.crdt4j.map;

import com.google.errorprone.annotations.CheckReturnValue;
