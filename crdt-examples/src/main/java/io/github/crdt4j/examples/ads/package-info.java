/**
 * A cluster that counts advertising: several replicas, each with a share of one access log, a network that loses,
 * duplicates, reorders and partitions, and at the end the same numbers everywhere, those of a plain count.
 *
 * <p>Start reading at {@link io.github.crdt4j.examples.ads.AdState}, the replicated state, and {@code AdReplica}, which
 * keeps and synchronises it. The run as a whole is a function of its options: its threads meet after every round.
 */
package io.github.crdt4j.examples.ads;
