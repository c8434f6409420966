/**
 * Conflict-free replicated data types: data that every replica may change at once, and that converges without
 * coordination.
 *
 * <p>Most applications can begin with six types. {@link io.github.crdt4j.ReplicaId} names the replica. {@link
 * io.github.crdt4j.counter.PNCounter}, {@link io.github.crdt4j.set.ORSet} and {@link
 * io.github.crdt4j.register.LWWRegister} hold data, and {@link io.github.crdt4j.map.ORMap} arranges such data by key.
 * {@link io.github.crdt4j.Replica} holds the current state and is safe to share between threads.
 *
 * <p>To ship states, see {@link io.github.crdt4j.sync} for what to send to whom and {@link io.github.crdt4j.kryo} for
 * bytes; to ship operations through a log or queue, see {@link io.github.crdt4j.op}. To test types of your own, see {@link io.github.crdt4j.laws}. To make them, see {@link io.github.crdt4j.Crdt}.
 *
 * <table>
 *   <caption>What the names of methods tell</caption>
 *   <tr><th>name</th><th>meaning</th></tr>
 *   <tr><td>{@code empty}, {@code of}</td><td>makes a state</td></tr>
 *   <tr><td>{@code fresh}</td><td>draws randomness</td></tr>
 *   <tr><td>{@code add(self, …)}, {@code set}, {@code update}, …</td><td>a mutator with the identity of its replica mints an
 *       event; it returns the next state</td></tr>
 *   <tr><td>{@code remove}, {@code clear}</td><td>a mutator without one takes away what it has seen and mints none</td></tr>
 *   <tr><td>{@code merge}, {@code leq}, {@code delta}</td><td>join, compare, subtract</td></tr>
 * </table>
 *
 * <p><b>Policies</b>, the same everywhere and not repeated at each method. <b>Immutability:</b> states never change; a
 * result that is dropped is lost, and the packages are marked so that tools warn. <b>Null:</b> no parameter, element, key
 * or value may be null, a {@link java.lang.NullPointerException} names it. <b>Overflow:</b> numbers are checked where they
 * grow, an {@link java.lang.ArithmeticException} names the value; merging never overflows. <b>Bad input:</b> an {@link
 * java.lang.IllegalArgumentException} names the value; nothing is half done. <b>Elements, keys and values</b> must be
 * immutable and equal by value, arrays are refused. <b>Threads:</b> states are safe to share; editors are not.
 */
@CheckReturnValue
package io.github.crdt4j;

import com.google.errorprone.annotations.CheckReturnValue;
