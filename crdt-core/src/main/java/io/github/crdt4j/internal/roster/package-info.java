/**
 * Replica ids as an axis ({@link io.github.crdt4j.internal.roster.Roster}), cut into chunks ({@link
 * io.github.crdt4j.internal.roster.Positions}): what clocks, contexts and large counters keep their numbers by. See the
 * README in the folder of {@code time}.
 */
package io.github.crdt4j.internal.roster;
