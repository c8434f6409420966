/**
 * Operation-based replication: operations travel, each takes effect exactly once and in causal order, over a channel that
 * delivers at least once.
 *
 * <p>An {@link io.github.crdt4j.op.OpCrdt} makes small {@linkplain io.github.crdt4j.op.Operation operations} and carries
 * them out. {@link io.github.crdt4j.op.CausalBroadcast} turns what a channel delivers, late, twice and out of order, into
 * what is to be carried out now. {@link io.github.crdt4j.op.OpReplica} puts the two together, and keeps the order in
 * which things must be made durable.
 */
@CheckReturnValue
package io.github.crdt4j.op;

import com.google.errorprone.annotations.CheckReturnValue;
