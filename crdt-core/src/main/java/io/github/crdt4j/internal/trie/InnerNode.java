package io.github.crdt4j.internal.trie;

/** A {@link SlotsNode} with children. Most nodes are leaves, which do without these two fields. */
final class InnerNode<K, V> extends SlotsNode<K, V> {

    final int nodeMap;
    int size;

    InnerNode(Owner<V> owner, int dataMap, int nodeMap, Object[] slots, int size, long digest) {
        super(owner, dataMap, slots, digest);
        this.nodeMap = nodeMap;
        this.size = size;
    }

    @Override
    void grow(int entries) {
        size += entries;
    }
}
