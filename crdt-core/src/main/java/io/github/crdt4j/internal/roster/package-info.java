/**
 * Replica ids as an axis ({@link io.github.crdt4j.internal.roster.Roster}), by which clocks, contexts and large counters keep
 * their numbers; those of clocks and contexts are cut into chunks ({@link io.github.crdt4j.internal.roster.Positions}), and
 * found to differ by digests ({@link io.github.crdt4j.internal.roster.ChunkDigests}). See the
 * README in the folder of {@code time}.
 */
package io.github.crdt4j.internal.roster;
