/** Brokers for {@code oplog} that need libraries of their own. */
package io.github.crdt4j.examples.oplog.brokers;
