package io.github.crdt4j.internal.trie;

/**
 * The right of one builder to write into the nodes that carry this object, and the place where an edit leaves the value
 * it replaced or removed. Once the builder has let go of it, those nodes are immutable.
 *
 * @param <V> the type of values
 */
final class Owner<V> {

    private V previous;

    void replaced(V value) {
        previous = value;
    }

    V takePrevious() {
        V taken = previous;
        previous = null;
        return taken;
    }
}
