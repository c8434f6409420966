package io.github.crdt4j.internal.trie;

/**
 * A node with an array: a leaf of entries or, as an {@link InnerNode}, entries and children. Slots hold the entries from the
 * front, in ascending order of their bits, as key, value, key, value, and the children from the back.
 *
 * <p>Only slots are ever written into, and only by the {@link Owner} the node was made for.
 */
sealed class SlotsNode<K, V> extends BitmapNode<K, V> permits InnerNode {

    final Object[] slots;
    private final Owner<V> owner;

    SlotsNode(Owner<V> owner, int dataMap, Object[] slots, long digest) {
        super(dataMap, digest);
        this.owner = owner;
        this.slots = slots;
    }

    /** Notes that a child that was written into, or replaced in place, has so many entries more. */
    void grow(int entries) {
        throw new IllegalStateException("a leaf has no children to grow by " + entries);
    }

    @Override
    final Object[] pairs() {
        return slots;
    }

    @Override
    final int pairsEnd() {
        return 2 * Integer.bitCount(dataMap());
    }

    @Override
    final Node<K, V> put(Owner<V> editor, int hash, int shift, K key, V value) {
        int bit = bit(hash, shift);
        if ((dataMap() & bit) != 0) {
            int index = dataIndex(bit);
            K present = key(index);
            V old = value(index);
            if (same(key, present)) {
                if (editor != null) {
                    editor.replaced(old);
                }
                return old == value ? this : withValue(editor, index, value);
            }
            long rest = Digest.minus(digest, Digest.ofEntry(present, old));
            return entryToChild(
                    editor, bit, pair(editor, shift + LEVEL_BITS, hash(present), present, old, hash, key, value), rest);
        }
        if ((nodeMap() & bit) == 0) {
            return withEntry(editor, bit, key, value);
        }
        Node<K, V> child = child(bit);
        int before = child.size();
        long rest = Digest.minus(digest, child.digest);
        Node<K, V> next = putIn(child, editor, hash, shift + LEVEL_BITS, key, value);
        return next == child && (editor == null || next.size() == before && Digest.plus(rest, next.digest) == digest)
                ? this
                : withChild(editor, bit, next, next.size() - before, rest);
    }

    @Override
    final Node<K, V> remove(Owner<V> editor, int hash, int shift, Object key) {
        int bit = bit(hash, shift);
        if ((dataMap() & bit) != 0) {
            int index = dataIndex(bit);
            if (!same(key, key(index))) {
                return this;
            }
            if (editor != null) {
                editor.replaced(value(index));
            }
            return withoutEntry(editor, bit);
        }
        if ((nodeMap() & bit) == 0) {
            return this;
        }
        Node<K, V> child = child(bit);
        int before = child.size();
        long rest = Digest.minus(digest, child.digest);
        Node<K, V> next = removeIn(child, editor, hash, shift + LEVEL_BITS, key);
        int after = next.size();
        if (after == before) {
            return this;
        }
        return after == 1 ? childToEntry(editor, bit, next, rest) : withChild(editor, bit, next, after - before, rest);
    }

    private boolean isOwnedBy(Owner<V> editor) {
        return editor != null && owner == editor;
    }

    /** Whether a leaf with this value may be a {@link PackedLeaf}, and so another object. */
    private boolean mayBePacked(V value) {
        return value instanceof Numbered && slots.length <= 2 * PackedLeaf.MOST && nodeMap() == 0;
    }

    private Node<K, V> withValue(Owner<V> editor, int index, V value) {
        long next = Digest.replaced(digest, key(index), value(index), value);
        if (isOwnedBy(editor) && !mayBePacked(value)) {
            slots[2 * index + 1] = value;
            digest = next;
            return this;
        }
        return of(editor, dataMap(), nodeMap(), Slots.with(slots, 2 * index + 1, value), size(), next);
    }

    /** With another child in the place of one, of so many entries more. */
    final SlotsNode<K, V> withChild(Owner<V> editor, int bit, Node<K, V> child, int growth) {
        return withChild(editor, bit, child, growth, Digest.minus(digest, child(bit).digest));
    }

    /** With another child in the place of one, without which the digest is {@code rest}. */
    private SlotsNode<K, V> withChild(Owner<V> editor, int bit, Node<K, V> child, int growth, long rest) {
        int at = slots.length - 1 - childIndex(bit);
        long next = Digest.plus(rest, child.digest);
        if (isOwnedBy(editor)) {
            slots[at] = child;
            grow(growth);
            digest = next;
            return this;
        }
        return new InnerNode<>(editor, dataMap(), nodeMap(), Slots.with(slots, at, child), size() + growth, next);
    }

    private Node<K, V> withEntry(Owner<V> editor, int bit, K key, V value) {
        Object[] next = Slots.withEntry(slots, 2 * dataIndex(bit), key, value);
        long sum = Digest.plus(digest, Digest.ofEntry(key, value));
        return of(editor, dataMap() | bit, nodeMap(), next, size() + 1, sum);
    }

    private Node<K, V> withoutEntry(Owner<V> editor, int bit) {
        int index = dataIndex(bit);
        Object[] next = Slots.withoutEntry(slots, 2 * index);
        long rest = Digest.minus(digest, Digest.ofEntry(key(index), value(index)));
        return of(editor, dataMap() ^ bit, nodeMap(), next, size() - 1, rest);
    }

    private Node<K, V> entryToChild(Owner<V> editor, int bit, Node<K, V> child, long rest) {
        Object[] next = Slots.entryToChild(slots, 2 * dataIndex(bit), childIndex(bit), child);
        int size = size() - 1 + child.size();
        return of(editor, dataMap() ^ bit, nodeMap() | bit, next, size, Digest.plus(rest, child.digest));
    }

    /** Pulls up what is left of a child: canonical form has no node of a single entry below the root. */
    private Node<K, V> childToEntry(Owner<V> editor, int bit, Node<K, V> child, long rest) {
        K key = child.onlyKey();
        V value = child.onlyValue();
        Object[] next = Slots.childToEntry(slots, 2 * dataIndex(bit), childIndex(bit), key, value);
        long sum = Digest.plus(rest, Digest.ofEntry(key, value));
        return of(editor, dataMap() | bit, nodeMap() ^ bit, next, size() - 1, sum);
    }
}
