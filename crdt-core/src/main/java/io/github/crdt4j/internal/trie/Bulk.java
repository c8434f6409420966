package io.github.crdt4j.internal.trie;

/**
 * Builds a trie bottom-up: entries are sorted by the bits of their hashes, level by level, and each node is made once and
 * in its final size. What is looked at lies together, so that it costs a fraction of putting entries one by one.
 */
final class Bulk<K, V> {

    /** Up to so many entries are sorted by insertion. */
    private static final int FEW = 16;

    private static final int PLACES = 1 << Node.LEVEL_BITS;

    private final K[] keys;
    private final V[] values;
    private final int[] hashes; // in the order of the entries, as are the digests
    private final long[] digests;
    private final int[] order; // the entries, sorted as far as has been necessary
    private final int[] other;

    private Bulk(K[] keys, V[] values, int size) {
        this.keys = keys;
        this.values = values;
        hashes = new int[size];
        digests = new long[size];
        order = new int[size];
        other = new int[size];
        for (int i = 0; i < size; i++) {
            hashes[i] = Node.hash(keys[i]);
            digests[i] = Digest.ofEntry(keys[i], values[i]);
            order[i] = i;
        }
    }

    /** The root of the trie of the first entries; of equal keys the first is kept, with the value of the last. */
    static <K, V> Node<K, V> root(K[] keys, V[] values, int size) {
        return size == 0 ? BitmapNode.empty() : new Bulk<>(keys, values, size).node(0, size, 0);
    }

    /** The subtree of the entries at these places of the order, whose hashes agree below the shift. */
    private Node<K, V> node(int from, int to, int shift) {
        if (shift >= Node.HASH_END) {
            Node<K, V> node = Node.single(shift, keys[order[from]], values[order[from]]);
            for (int i = from + 1; i < to; i++) {
                node = node.put(null, hashes[order[i]], shift, keys[order[i]], values[order[i]]);
            }
            return node;
        }
        sort(from, to, shift);
        Object[] slots = new Object[2 * Math.min(PLACES, to - from)];
        int front = 0;
        int back = slots.length;
        int dataMap = 0;
        int nodeMap = 0;
        int size = 0;
        long digest = Digest.NODE;
        int next;
        for (int at = from; at < to; at = next) {
            int place = place(order[at], shift);
            next = at + 1;
            while (next < to && place(order[next], shift) == place) {
                next++;
            }
            Node<K, V> child = next - at == 1 ? null : node(at, next, shift + Node.LEVEL_BITS);
            if (child == null || child.size() == 1) {
                slots[front++] = child == null ? keys[order[at]] : child.onlyKey();
                slots[front++] = child == null ? values[order[at]] : child.onlyValue();
                dataMap |= 1 << place;
                digest = Digest.plus(
                        digest,
                        child == null ? digests[order[at]] : Digest.ofEntry(child.onlyKey(), child.onlyValue()));
            } else {
                slots[--back] = child;
                nodeMap |= 1 << place;
                digest = Digest.plus(digest, child.digest);
            }
            size += child == null ? 1 : child.size();
        }
        return BitmapNode.of(null, dataMap, nodeMap, exact(slots, front, back), size, digest);
    }

    private static Object[] exact(Object[] slots, int front, int back) {
        if (front == back) {
            return slots;
        }
        int children = slots.length - back;
        Object[] exact = new Object[front + children];
        System.arraycopy(slots, 0, exact, 0, front);
        System.arraycopy(slots, back, exact, front, children);
        return exact;
    }

    private int place(int entry, int shift) {
        return hashes[entry] >>> shift & PLACES - 1;
    }

    /** Sorts by the bits of one level, keeping the order of entries that are equal in these. */
    private void sort(int from, int to, int shift) {
        if (to - from <= FEW) {
            for (int i = from + 1; i < to; i++) {
                int entry = order[i];
                int at = i;
                while (at > from && place(order[at - 1], shift) > place(entry, shift)) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = entry;
            }
            return;
        }
        int[] ends = new int[PLACES + 1];
        for (int i = from; i < to; i++) {
            ends[place(order[i], shift) + 1]++;
        }
        for (int place = 0; place < PLACES; place++) {
            ends[place + 1] += ends[place];
        }
        System.arraycopy(order, from, other, from, to - from);
        for (int i = from; i < to; i++) {
            order[from + ends[place(other[i], shift)]++] = other[i];
        }
    }
}
