/**
 * The kit that verifies replicated types, ours and yours: random histories of replicas on a faulty network, the laws of
 * lattices, and specifications checked at every replica after every step.
 *
 * <p>Say what your type does in a {@link io.github.crdt4j.laws.Subject}, and hand it to {@link
 * io.github.crdt4j.laws.Laws#check}, or let a test class implement {@link io.github.crdt4j.laws.CrdtProperties}.
 *
 * <p>Histories lean towards what breaks types, see {@link io.github.crdt4j.laws.Hazard}; draw keys from {@link
 * io.github.crdt4j.laws.Keys}. The {@link io.github.crdt4j.laws.Report} tells what was run.
 *
 * <p>States come from histories only: what no history reaches, no law need hold for, and a generator of arbitrary states
 * finds failures that are none and misses those that are.
 */
@CheckReturnValue
package io.github.crdt4j.laws;

import com.google.errorprone.annotations.CheckReturnValue;
