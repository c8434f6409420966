package io.github.crdt4j.internal.trie;

import java.util.Arrays;

/** Collects the entries of one bucket after the other, quickest in their order. */
final class BucketDraft<K, V> {

    private final byte[] tags;
    private final Object[] slots;
    private final long[] words;
    private long digest = Digest.NODE;
    private int size;

    /** A draft for buckets of at most so many entries. */
    BucketDraft(int most) {
        tags = new byte[most];
        slots = new Object[2 * most];
        words = new long[2 * most];
    }

    int size() {
        return size;
    }

    /** Adds the entries of a bucket that have a bit in a set. */
    void addAll(Bucket<K, V> from, long indices) {
        for (long rest = indices; rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest);
            add(from.tagAt(index), from, index);
        }
    }

    /** Adds an entry of a bucket under another tag. */
    void add(int tag, Bucket<K, V> from, int index) {
        add(tag, from.key(index), from.content(index), from.digestAt(index), from.number(index));
    }

    /** Adds the key of one entry with the value of another, of an equal key. */
    void add(Bucket<K, V> keys, int key, Bucket<K, V> values, int value) {
        add(keys.tagAt(key), keys.key(key), values.content(value), values.digestAt(value), values.number(value));
    }

    /** Adds the key of an entry with another value. */
    void add(Bucket<K, V> keys, int index, V value) {
        K key = keys.key(index);
        long entryDigest = Digest.ofEntry(key, value);
        add(keys.tagAt(index), key, Bucket.contentOf(value), entryDigest, Bucket.numberOf(value));
    }

    void add(int tag, K key, Object content, long entryDigest, long number) {
        int at = size;
        while (at > 0 && (tags[at - 1] & 0xff) > tag) {
            at--;
        }
        if (at < size) {
            System.arraycopy(tags, at, tags, at + 1, size - at);
            System.arraycopy(slots, 2 * at, slots, 2 * at + 2, 2 * (size - at));
            System.arraycopy(words, 2 * at, words, 2 * at + 2, 2 * (size - at));
        }
        tags[at] = (byte) tag;
        slots[2 * at] = key;
        slots[2 * at + 1] = content;
        words[2 * at] = entryDigest;
        words[2 * at + 1] = number;
        digest = Digest.plus(digest, entryDigest);
        size++;
    }

    /** The bucket of what was added since the last one; there may be too much of it for a place in a trie. */
    Bucket<K, V> toBucket() {
        int tagged = Tags.words(size);
        long[] all = new long[tagged + 2 * size];
        for (int i = 0; i < size; i++) {
            all[i >>> 3] |= (tags[i] & 0xffL) << Tags.shift(i);
        }
        System.arraycopy(words, 0, all, tagged, 2 * size);
        var bucket = new Bucket<K, V>(Arrays.copyOf(slots, 2 * size), all, digest);
        clear();
        return bucket;
    }

    void clear() {
        Arrays.fill(slots, 0, 2 * size, null);
        size = 0;
        digest = Digest.NODE;
    }
}
