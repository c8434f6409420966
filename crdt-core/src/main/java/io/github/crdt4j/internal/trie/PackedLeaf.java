package io.github.crdt4j.internal.trie;

/**
 * A leaf of one to six entries whose values are {@link Numbered}: one object, with the key, the issuer and the number of
 * each entry in fields of its own. It takes 24 bytes and 16 for each entry, where a {@link SlotsNode} with its array takes 48
 * and 8, and each value 24; and a look-up that ends here waits for memory once less.
 *
 * <p>Immutable, also for a builder: an edit copies it.
 */
abstract sealed class PackedLeaf<K, V> extends BitmapNode<K, V> permits Packed.One {

    /** The most entries. More are copied quicker as arrays; of 100 000 entries, one in ten is in a leaf that has more. */
    static final int MOST = 6;

    PackedLeaf(int dataMap, long digest) {
        super(dataMap, digest);
    }

    /** Whether a leaf of these entries can be packed. */
    static boolean fits(Object[] pairs) {
        if (pairs.length == 0 || pairs.length > 2 * MOST) {
            return false;
        }
        for (int i = 1; i < pairs.length; i += 2) {
            if (!(pairs[i] instanceof Numbered)) {
                return false;
            }
        }
        return true;
    }

    /** The leaf of entries that {@linkplain #fits fit}; takes the array. */
    static <K, V> PackedLeaf<K, V> of(int dataMap, Object[] pairs, long digest) {
        return Packed.leaf(dataMap, new PackedEntries(pairs), digest);
    }

    /** Sets all entries of a leaf to be, each at its own index moved up by {@code by} from {@code at} on. */
    abstract void copyTo(PackedEntries entries, int at, int by);

    /** Of the lowest entries, whose bits these are, the bits of those that another leaf has, too: the key and equal parts. */
    abstract int shared(PackedLeaf<K, V> that, int rest);

    /** The bit if there is such an entry at it, otherwise 0. */
    final int shares(int bit, Object key, Issuer issuer, long number) {
        return (dataMap() & bit) != 0 && Packed.has(this, dataIndex(bit), key, issuer, number) ? bit : 0;
    }

    final K keyAt(int index) {
        return cast(Packed.key(this, index));
    }

    final Issuer issuerAt(int index) {
        return Packed.issuer(this, index);
    }

    final long numberAt(int index) {
        return Packed.number(this, index);
    }

    final V valueAt(int index) {
        return cast(issuerAt(index).numbered(numberAt(index)));
    }

    /** All entries, with values made for it. */
    @Override
    final Object[] pairs() {
        Object[] pairs = new Object[2 * size()];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = keyAt(i / 2);
            pairs[i + 1] = valueAt(i / 2);
        }
        return pairs;
    }

    @Override
    final int pairsEnd() {
        return 2 * size();
    }

    @Override
    final Node<K, V> put(Owner<V> editor, int hash, int shift, K key, V value) {
        int bit = bit(hash, shift);
        int index = dataIndex(bit);
        if ((dataMap() & bit) == 0) {
            return withEntry(bit, index, key, value);
        }
        K present = keyAt(index);
        if (!same(key, present) || !(value instanceof Numbered next)) {
            return new SlotsNode<K, V>(null, dataMap(), pairs(), digest).put(editor, hash, shift, key, value);
        }
        V old = valueAt(index);
        if (editor != null) {
            editor.replaced(old);
        }
        if (Packed.has(this, index, present, next.issuer(), next.number())) {
            return this;
        }
        var entries = new PackedEntries(size());
        copyTo(entries, size(), 0);
        entries.set(index, present, next);
        return Packed.leaf(dataMap(), entries, Digest.replaced(digest, present, old, value));
    }

    /** With an entry at a bit instead of what is there, if anything is. */
    final BitmapNode<K, V> with(int bit, K key, V value) {
        int index = dataIndex(bit);
        if ((dataMap() & bit) == 0) {
            return withEntry(bit, index, key, value);
        }
        long rest = Digest.minus(digest, Digest.ofEntry(keyAt(index), valueAt(index)));
        long sum = Digest.plus(rest, Digest.ofEntry(key, value));
        if (!(value instanceof Numbered next)) {
            Object[] pairs = pairs();
            pairs[2 * index] = key;
            pairs[2 * index + 1] = value;
            return new SlotsNode<>(null, dataMap(), pairs, sum);
        }
        var entries = new PackedEntries(size());
        copyTo(entries, size(), 0);
        entries.set(index, key, next);
        return Packed.leaf(dataMap(), entries, sum);
    }

    private BitmapNode<K, V> withEntry(int bit, int index, K key, V value) {
        long sum = Digest.plus(digest, Digest.ofEntry(key, value));
        int size = size() + 1;
        if (size > MOST || !(value instanceof Numbered added)) {
            return new SlotsNode<>(null, dataMap() | bit, Slots.withEntry(pairs(), 2 * index, key, value), sum);
        }
        var entries = new PackedEntries(size);
        copyTo(entries, index, 1);
        entries.set(index, key, added);
        return Packed.leaf(dataMap() | bit, entries, sum);
    }

    @Override
    final Node<K, V> remove(Owner<V> editor, int hash, int shift, Object key) {
        int bit = bit(hash, shift);
        int index = indexOf(bit, key);
        if (index < 0) {
            return this;
        }
        if (editor != null) {
            editor.replaced(valueAt(index));
        }
        return without(bit);
    }

    /** Without the entry that is at a bit. */
    final BitmapNode<K, V> without(int bit) {
        if (size() == 1) {
            return empty();
        }
        int index = dataIndex(bit);
        var entries = new PackedEntries(size() - 1);
        copyTo(entries, index, -1);
        long rest = Digest.minus(digest, Digest.ofEntry(keyAt(index), valueAt(index)));
        return Packed.leaf(dataMap() ^ bit, entries, rest);
    }
}
