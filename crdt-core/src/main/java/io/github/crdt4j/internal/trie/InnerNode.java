package io.github.crdt4j.internal.trie;

/** A {@link BitmapNode} with children. Most nodes are leaves, which do without these two fields. */
final class InnerNode<K, V> extends BitmapNode<K, V> {

    private final int nodeMap;
    private int size;

    InnerNode(Owner<V> owner, int dataMap, int nodeMap, Object[] slots, int size, long digest) {
        super(owner, dataMap, slots, digest);
        this.nodeMap = nodeMap;
        this.size = size;
    }

    @Override
    int nodeMap() {
        return nodeMap;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void grow(int entries) {
        size += entries;
    }
}
