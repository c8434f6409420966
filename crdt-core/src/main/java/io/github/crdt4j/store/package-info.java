/**
 * Where a replica keeps its state and identity through crashes. See {@link io.github.crdt4j.store.ReplicaStore}.
 */
@CheckReturnValue
package io.github.crdt4j.store;

import com.google.errorprone.annotations.CheckReturnValue;
