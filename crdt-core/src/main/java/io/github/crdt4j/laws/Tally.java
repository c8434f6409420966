package io.github.crdt4j.laws;

/** What the network and the machines did in one history. */
final class Tally {

    long delivered;
    long overtaken;
    long repeated;
    long lost;
    long splits;
    long restarts;
}
