/**
 * Maps: {@link io.github.crdt4j.map.ORMap} from keys to causal states of any kind, nested to any depth; {@link
 * io.github.crdt4j.map.Removable} makes any other lattice fit for it.
 */
@CheckReturnValue
package io.github.crdt4j.map;

import com.google.errorprone.annotations.CheckReturnValue;
