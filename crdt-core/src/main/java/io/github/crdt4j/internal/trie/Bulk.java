package io.github.crdt4j.internal.trie;

import java.util.Arrays;

/**
 * Builds a trie bottom-up: entries are sorted by the path their hashes take, and each node is made once and in its final
 * size. What is looked at lies together, so that it costs a fraction of putting entries one by one.
 */
final class Bulk<K, V> {

    private static final int PLACES = 1 << Node.LEVEL_BITS;

    /** So many entries are sorted at once, by comparing, after they have been told from others by the begin of the path. */
    private static final int FEW_BITS = 4;

    private static final int MOST_BITS = 14;

    private final long[] sorted; // the path of each entry in the high half, in the low one its index
    private final Object[] entries; // sorted: key, value, key, value
    private final long[] digests; // sorted

    /** Does one thing at a time to all entries, so that many of them are on their way from memory at a time. */
    private Bulk(K[] keys, V[] values, int size) {
        long[] paths = new long[size];
        for (int i = 0; i < size; i++) {
            paths[i] = path(Node.hash(keys[i])) << Integer.SIZE | i;
        }
        long[] unsorted = new long[size];
        for (int i = 0; i < size; i++) {
            unsorted[i] = Digest.ofEntry(keys[i], values[i]);
        }
        sorted = sort(paths);
        digests = paths; // which are done with
        for (int at = 0; at < size; at++) {
            digests[at] = unsorted[(int) sorted[at]];
        }
        entries = new Object[2 * size];
        for (int at = 0; at < size; at++) {
            int i = (int) sorted[at];
            entries[2 * at] = keys[i];
            entries[2 * at + 1] = values[i];
        }
    }

    /** The root of the trie of the first entries; of equal keys the first is kept, with the value of the last. */
    static <K, V> Node<K, V> root(K[] keys, V[] values, int size) {
        return size == 0 ? BitmapNode.empty() : new Bulk<>(keys, values, size).node(0, size, 0);
    }

    /** The bits of a hash in the order in which the levels look at them: numbers that ascend as the trie is walked. */
    private static long path(int hash) {
        long path = 0;
        for (int shift = 0; shift < Integer.SIZE - 2; shift += Node.LEVEL_BITS) {
            path = path << Node.LEVEL_BITS | hash >>> shift & PLACES - 1;
        }
        return path << 2 | hash >>> Integer.SIZE - 2;
    }

    /** Sorts by the first bits in one go, which leaves a few with the same ones here and there, and then these. */
    private static long[] sort(long[] paths) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(paths.length) - FEW_BITS;
        int shift = Long.SIZE - Math.max(1, Math.min(bits, MOST_BITS)); // at least the sign
        int[] ends = new int[(1 << Long.SIZE - shift) + 1];
        for (long path : paths) {
            ends[(int) (path >>> shift) + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        long[] sorted = new long[paths.length];
        for (long path : paths) {
            sorted[ends[(int) (path >>> shift)]++] = path;
        }
        int from = 0;
        for (int i = 0; i < ends.length - 1; i++) {
            Arrays.sort(sorted, from, ends[i]);
            from = ends[i];
        }
        return sorted;
    }

    /** The subtree of a range of the sorted entries, whose hashes agree below the shift. */
    private Node<K, V> node(int from, int to, int shift) {
        if (shift >= Node.HASH_END) {
            Node<K, V> node = Node.single(shift, key(from), value(from));
            for (int i = from + 1; i < to; i++) {
                node = node.put(null, Node.hash(key(i)), shift, key(i), value(i));
            }
            return node;
        }
        Object[] slots = new Object[2 * Math.min(PLACES, to - from)];
        int front = 0;
        int back = slots.length;
        int dataMap = 0;
        int nodeMap = 0;
        int size = 0;
        long digest = Digest.NODE;
        int next;
        for (int at = from; at < to; at = next) {
            int place = place(at, shift);
            next = at + 1;
            while (next < to && place(next, shift) == place) {
                next++;
            }
            Node<K, V> child = next - at == 1 ? null : node(at, next, shift + Node.LEVEL_BITS);
            if (child == null) {
                slots[front++] = entries[2 * at];
                slots[front++] = entries[2 * at + 1];
                dataMap |= 1 << place;
                digest = Digest.plus(digest, digests[at]);
                size++;
            } else if (child.size() == 1) { // of equal keys
                slots[front++] = child.onlyKey();
                slots[front++] = child.onlyValue();
                dataMap |= 1 << place;
                digest = Digest.plus(digest, Digest.ofEntry(child.onlyKey(), child.onlyValue()));
                size++;
            } else {
                slots[--back] = child;
                nodeMap |= 1 << place;
                digest = Digest.plus(digest, child.digest);
                size += child.size();
            }
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

    private K key(int at) {
        return Node.cast(entries[2 * at]);
    }

    private V value(int at) {
        return Node.cast(entries[2 * at + 1]);
    }

    private int place(int at, int shift) {
        int bits = Math.min(Node.LEVEL_BITS, Integer.SIZE - shift);
        return (int) (sorted[at] >>> Long.SIZE - shift - bits) & (1 << bits) - 1;
    }
}
