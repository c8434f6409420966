package io.github.crdt4j.trap;

import io.github.crdt4j.ReplicaId;

/** The replicas of these tests. */
final class Ids {

    static final ReplicaId A = ReplicaId.of("a");
    static final ReplicaId B = ReplicaId.of("b");
    static final ReplicaId C = ReplicaId.of("c");
    static final ReplicaId D = ReplicaId.of("d");

    private Ids() {}
}
