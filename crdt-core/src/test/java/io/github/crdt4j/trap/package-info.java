/**
 * The mistakes that implementations of these types make, each a test for every type it could be made in. {@link
 * io.github.crdt4j.trap.Meeting} brings states together in every way replicas can; {@link
 * io.github.crdt4j.trap.MapTraps} is the list for whatever a map holds, and {@link io.github.crdt4j.trap.Held} what it
 * holds.
 */
package io.github.crdt4j.trap;
