package io.github.crdt4j.internal.trie;

/** A node that a merge makes of the left one, or of nothing, by replacing what lies at some bits, in ascending order. */
final class Draft<K, V> {

    private final BitmapNode<K, V> left;
    private final Object[] slots;
    private int dataMap;
    private int nodeMap;
    private int front;
    private int back;
    private int finishedBits;
    private long digest;

    /** Starts from the left node, or null; of the result, at most so many bits will be occupied. */
    Draft(BitmapNode<K, V> left, int occupied) {
        this.left = left == null ? BitmapNode.empty() : left;
        this.slots = new Object[2 * occupied];
        this.back = slots.length;
        this.digest = this.left.digest;
    }

    void replaceByEntry(int bit, K key, V value) {
        copyUntil(bit);
        addEntry(bit, key, value);
    }

    /** Puts a subtree in the place of what was there: nothing when it is null, an entry when it has just one. */
    void replaceBySubtree(int bit, Node<K, V> node) {
        copyUntil(bit);
        if (node == null) {
            return;
        }
        if (node.size() == 1) {
            addEntry(bit, node.onlyKey(), node.onlyValue());
            return;
        }
        nodeMap |= bit;
        slots[--back] = node;
        digest = Digest.plus(digest, node.digest);
    }

    private void addEntry(int bit, K key, V value) {
        dataMap |= bit;
        slots[front++] = key;
        slots[front++] = value;
        digest = Digest.plus(digest, Digest.ofEntry(key, value));
    }

    /** Copies what the left node has between the last replaced bit and this one, and leaves out what it has at this. */
    private void copyUntil(int bit) {
        copy(bit - 1 & ~finishedBits);
        finishedBits = bit | bit - 1;
        digest = left.digestLess(bit, digest);
    }

    private void copy(int range) {
        Object[] source = left.pairs();
        int entries = left.dataMap() & range;
        int children = left.nodeMap() & range;
        int entriesBefore = Integer.bitCount(left.dataMap() & finishedBits);
        int childrenBefore = Integer.bitCount(left.nodeMap() & finishedBits);
        int length = 2 * Integer.bitCount(entries);
        int count = Integer.bitCount(children);
        System.arraycopy(source, 2 * entriesBefore, slots, front, length);
        System.arraycopy(source, source.length - childrenBefore - count, slots, back - count, count);
        front += length;
        back -= count;
        dataMap |= entries;
        nodeMap |= children;
    }

    /** The finished node of so many entries, or null when there are none. */
    BitmapNode<K, V> toNode(int size) {
        copy(~finishedBits);
        if (size == 0) {
            return null;
        }
        if (front == back) {
            return BitmapNode.of(null, dataMap, nodeMap, slots, size, digest);
        }
        int children = slots.length - back;
        Object[] exact = new Object[front + children];
        System.arraycopy(slots, 0, exact, 0, front);
        System.arraycopy(slots, back, exact, front, children);
        return BitmapNode.of(null, dataMap, nodeMap, exact, size, digest);
    }
}
