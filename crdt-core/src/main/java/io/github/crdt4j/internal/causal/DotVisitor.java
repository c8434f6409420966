package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;

/** Receives dots, without an object for each. */
@FunctionalInterface
public interface DotVisitor {

    void visit(ReplicaId replica, long number);
}
