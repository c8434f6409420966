/**
 * Web access logs: reading them as requests, and making some up.
 *
 * <p>{@link io.github.crdt4j.examples.log.AccessLog} reads a log, plain or gzip, in Common or Combined Log Format, and never
 * gives up because of a line; {@link io.github.crdt4j.examples.log.LogGenerator} writes one from a seed.
 */
package io.github.crdt4j.examples.log;
