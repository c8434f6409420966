package io.github.crdt4j.internal.trie;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Builds a trie bottom-up: entries are sorted by the path their hashes take, and each node is made once and in its final
 * size. What is looked at lies together, so that it costs a fraction of putting entries one by one.
 */
final class Bulk<K, V> {

    /** So many entries are sorted at once, by comparing, after they have been told from others by the begin of the path. */
    private static final int FEW_BITS = 4;

    private static final int MOST_BITS = 14;

    private final int base; // the shift of the root: 0, or that of a trie over secret digests
    private final long[] contents; // the digest of each key, or that it is unknown
    private final long[] sorted; // the hash of each entry in the high half, in the low one its index
    private final K[] keys; // sorted
    private final V[] values; // sorted
    private final long[] digests; // sorted
    private final Map<Integer, Node<K, V>> colliding = new HashMap<>(); // more than a bucket of one hash, by the first
    private final int size;

    /** Does one thing at a time to all entries, so that many of them are on their way from memory at a time. */
    private Bulk(K[] unsortedKeys, V[] unsortedValues, long[] contents, int base) {
        int count = contents.length;
        this.base = base;
        this.contents = contents;
        long[] paths = new long[count];
        for (int i = 0; i < count; i++) {
            int hash = base < Node.SECRET ? Node.hash(unsortedKeys[i]) : Node.secret(contents[i]);
            paths[i] = (long) hash << Integer.SIZE | i;
        }
        long[] unsorted = new long[count];
        for (int i = 0; i < count; i++) {
            unsorted[i] = Digest.ofEntry(contents[i], unsortedValues[i]);
        }
        sorted = sort(paths);
        digests = paths; // which are done with
        for (int at = 0; at < count; at++) {
            digests[at] = unsorted[(int) sorted[at]];
        }
        keys = Node.cast(new Object[count]);
        values = Node.cast(new Object[count]);
        for (int at = 0; at < count; at++) {
            int i = (int) sorted[at];
            keys[at] = unsortedKeys[i];
            values[at] = unsortedValues[i];
        }
        size = withoutRepetitions(count);
    }

    /** The root of the trie of the first entries; of equal keys the first is kept, with the value of the last. */
    static <K, V> Node<K, V> root(K[] keys, V[] values, int size) {
        if (size == 0) {
            return Bucket.empty();
        }
        long[] contents = new long[size];
        for (int i = 0; i < size; i++) {
            contents[i] = Contents.digest(keys[i]);
        }
        return new Bulk<>(keys, values, contents, 0).all();
    }

    private Node<K, V> all() {
        return node(0, size, base);
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

    /** Moves entries together where keys are equal; these have one path. Returns how many are left. */
    private int withoutRepetitions(int count) {
        int kept = 0;
        int next;
        for (int from = 0; from < count; from = next) {
            next = from + 1;
            while (next < count && hash(from) == hash(next)) {
                next++;
            }
            kept = next - from <= Bucket.MOST ? keepFew(kept, from, next) : keepMany(kept, from, next);
        }
        return kept;
    }

    /** Of entries with one hash those of one digest are compared, and those with none. */
    private int keepFew(int keptBefore, int from, int to) {
        int kept = keptBefore;
        for (int i = from; i < to; i++) {
            int at = keptBefore;
            while (at < kept && !isSameKey(at, i)) {
                at++;
            }
            keep(at, i, at < kept ? keys[at] : keys[i], values[i], digests[i]);
            kept = Math.max(kept, at + 1);
        }
        return kept;
    }

    private boolean isSameKey(int at, int other) {
        return Digest.mayBeSame(contents[(int) sorted[at]], contents[(int) sorted[other]])
                && Node.same(keys[at], keys[other]);
    }

    private int keepMany(int keptBefore, int from, int to) {
        Node<K, V> all = base < Node.SECRET ? bySecret(from, to) : oneByOne(from, to);
        if (all instanceof Bucket<K, V> bucket) {
            for (int i = 0; i < bucket.size(); i++) {
                keep(keptBefore + i, from + i, bucket.key(i), bucket.value(i), bucket.digestAt(i));
            }
        } else {
            Arrays.fill(sorted, keptBefore, keptBefore + all.size(), sorted[from]);
            colliding.put(keptBefore, all);
        }
        return keptBefore + all.size();
    }

    private Node<K, V> bySecret(int from, int to) {
        long[] parts = new long[to - from];
        for (int i = from; i < to; i++) {
            parts[i - from] = contents[(int) sorted[i]];
        }
        return SecretNode.outside(
                new Bulk<>(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to), parts, Node.SECRET)
                        .all());
    }

    /** The subtree of entries that have one hash and no digest. */
    private Node<K, V> oneByOne(int from, int to) {
        Node<K, V> all = Bucket.empty();
        for (int i = from; i < to; i++) {
            all = all.put(null, hash(from), Node.SECRET + Node.HASH_END, keys[i], values[i], digests[i]);
        }
        return all;
    }

    private void keep(int at, int from, K key, V value, long digest) {
        sorted[at] = sorted[from];
        keys[at] = key;
        values[at] = value;
        digests[at] = digest;
    }

    /** The subtree of a range of the sorted entries, whose hashes agree below the shift. */
    private Node<K, V> node(int from, int to, int shift) {
        if (to - from <= Bucket.MOST) {
            return bucket(from, to, shift);
        }
        if (Node.bitsAbove(shift) >= Node.HASH_END) {
            return colliding.get(from);
        }
        Node<K, V>[] children = InnerNode.noChildren(Node.bits(shift));
        long digest = Digest.NODE;
        int next;
        for (int at = from; at < to; at = next) {
            int place = place(at, shift);
            next = at + 1;
            while (next < to && place(next, shift) == place) {
                next++;
            }
            children[place] = node(at, next, Node.below(shift));
            digest = Digest.exchanged(digest, Digest.NODE, children[place].digest);
        }
        return new InnerNode<>(null, children, to - from, digest);
    }

    private Bucket<K, V> bucket(int from, int to, int shift) {
        int count = to - from;
        int tagged = Tags.words(count);
        Object[] slots = new Object[2 * count];
        long[] words = new long[tagged + 2 * count];
        long digest = Digest.NODE;
        for (int i = 0; i < count; i++) {
            int at = from + i;
            V value = values[at];
            slots[2 * i] = keys[at];
            slots[2 * i + 1] = Bucket.contentOf(value);
            words[tagged + 2 * i] = digests[at];
            words[tagged + 2 * i + 1] = Bucket.numberOf(value);
            words[i >>> 3] |= (long) Bucket.tag(hash(at), shift) << Tags.shift(i);
            digest = Digest.plus(digest, digests[at]);
        }
        return new Bucket<>(slots, words, digest);
    }

    private int hash(int at) {
        return (int) (sorted[at] >>> Integer.SIZE);
    }

    private int place(int at, int shift) {
        return Node.place(hash(at), shift);
    }
}
