package io.github.crdt4j.sync;

/**
 * How bytes reach another machine, best effort: a message may be lost, repeated, reordered and delayed. What a {@link Gossip} sends by.
 *
 * <pre>{@code
 * Transport<String> toNobody = (address, message) -> false;
 * boolean taken = toNobody.send("10.0.0.7:7400", new byte[0]); // false
 * }</pre>
 *
 * @param <A> what the transport calls a machine: a socket address, a URI, a name; with value equality
 */
@FunctionalInterface
public interface Transport<A> {

    /**
     * Sends a message, or not. It must not wait for the network: a call that blocks delays what goes to every other peer.
     *
     * @param to where to
     * @param message the bytes, which nobody changes afterwards
     * @return whether it was taken; what was not is counted, and sent anew later
     */
    boolean send(A to, byte[] message);

    /**
     * The greatest message that it takes.
     *
     * @return a number of bytes; {@link Integer#MAX_VALUE} unless overridden. A greater message is not sent, and reported by name
     */
    default int maxMessageBytes() {
        return Integer.MAX_VALUE;
    }
}
