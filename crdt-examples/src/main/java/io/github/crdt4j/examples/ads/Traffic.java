package io.github.crdt4j.examples.ads;

/**
 * What went over the network.
 *
 * @param messages how many messages were sent, lost ones included
 * @param bytes how many bytes these had
 * @param fullBytes how many they would have had with the sender's whole state in place of each delta
 */
record Traffic(long messages, long bytes, long fullBytes) {

    static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(messages + other.messages, bytes + other.bytes, fullBytes + other.fullBytes);
    }
}
