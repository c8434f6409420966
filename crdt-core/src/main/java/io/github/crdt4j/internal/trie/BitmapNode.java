package io.github.crdt4j.internal.trie;

import java.util.function.BiConsumer;

/**
 * A node of the trie above the depth where hashes are used up: a leaf of entries or, as an {@link InnerNode}, entries
 * and children. Slots hold the entries from the front, in ascending order of their bits, as key, value, key, value, and
 * the children from the back.
 *
 * <p>Only slots are ever written into, and only by the {@link Owner} the node was made for.
 */
sealed class BitmapNode<K, V> extends Node<K, V> permits InnerNode {

    private static final BitmapNode<Object, Object> EMPTY = new BitmapNode<>(null, 0, new Object[0], Digest.NODE);

    private final int dataMap;
    private final Object[] slots;
    private final Owner<V> owner;

    BitmapNode(Owner<V> owner, int dataMap, Object[] slots, long digest) {
        super(digest);
        this.owner = owner;
        this.dataMap = dataMap;
        this.slots = slots;
    }

    static <K, V> BitmapNode<K, V> empty() {
        return cast(EMPTY);
    }

    static <K, V> BitmapNode<K, V> of(Owner<V> owner, int dataMap, int nodeMap, Object[] slots, int size, long digest) {
        return nodeMap == 0
                ? new BitmapNode<>(owner, dataMap, slots, digest)
                : new InnerNode<>(owner, dataMap, nodeMap, slots, size, digest);
    }

    final int dataMap() {
        return dataMap;
    }

    int nodeMap() {
        return 0;
    }

    @Override
    int size() {
        return Integer.bitCount(dataMap);
    }

    /** Notes that a child that was written into, or replaced in place, has so many entries more. */
    void grow(int entries) {
        throw new IllegalStateException("a leaf has no children to grow by " + entries);
    }

    final int dataIndex(int bit) {
        return Integer.bitCount(dataMap & (bit - 1));
    }

    final K key(int index) {
        return cast(slots[2 * index]);
    }

    final V value(int index) {
        return cast(slots[2 * index + 1]);
    }

    final int childIndex(int bit) {
        return Integer.bitCount(nodeMap() & (bit - 1));
    }

    final Node<K, V> childAt(int index) {
        return cast(slots[slots.length - 1 - index]);
    }

    final Node<K, V> child(int bit) {
        return childAt(childIndex(bit));
    }

    /** What lies below a bit as a subtree of its own, an entry becoming a subtree of one; null when nothing does. */
    final Node<K, V> below(int bit, int shiftBelow) {
        if ((dataMap & bit) != 0) {
            int index = dataIndex(bit);
            return single(shiftBelow, key(index), value(index));
        }
        return (nodeMap() & bit) != 0 ? child(bit) : null;
    }

    /** The bits at which both nodes have the same child, or children of one digest, or the identical key and value. */
    final int sharedWith(BitmapNode<K, V> that) {
        int shared = 0;
        boolean aligned =
                nodeMap() == that.nodeMap(); // as in most nodes that a merge meets; then no bits need counting
        int end = slots.length;
        int thatEnd = that.slots.length;
        for (int rest = nodeMap() & that.nodeMap(), i = 1; rest != 0; rest &= rest - 1, i++) {
            int bit = Integer.lowestOneBit(rest);
            Object child = slots[end - (aligned ? i : childIndex(bit) + 1)];
            Object thatChild = that.slots[thatEnd - (aligned ? i : that.childIndex(bit) + 1)];
            shared |= isSame(child, thatChild) ? bit : 0;
        }
        aligned = dataMap == that.dataMap;
        for (int rest = dataMap & that.dataMap, i = 0; rest != 0; rest &= rest - 1, i++) {
            int bit = Integer.lowestOneBit(rest);
            int at = aligned ? i : dataIndex(bit);
            int thatAt = aligned ? i : that.dataIndex(bit);
            shared |= key(at) == that.key(thatAt) && value(at) == that.value(thatAt) ? bit : 0;
        }
        return shared;
    }

    /** Compares references before the cast, which looks into the object: what is shared need not even be in the cache. */
    private static boolean isSame(Object child, Object other) {
        return child == other || Digest.same(((Node<?, ?>) child).digest, ((Node<?, ?>) other).digest);
    }

    /** A digest less what lies at a bit of this node, if anything does. */
    final long digestLess(int bit, long sum) {
        if ((dataMap & bit) != 0) {
            int index = dataIndex(bit);
            return Digest.minus(sum, Digest.ofEntry(key(index), value(index)));
        }
        return (nodeMap() & bit) != 0 ? Digest.minus(sum, child(bit).digest) : sum;
    }

    @Override
    final Object[] pairs() {
        return slots;
    }

    @Override
    final int pairsEnd() {
        return 2 * Integer.bitCount(dataMap);
    }

    @Override
    final Node<K, V> put(Owner<V> editor, int hash, int shift, K key, V value) {
        int bit = bit(hash, shift);
        if ((dataMap & bit) != 0) {
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
        Node<K, V> next = child.put(editor, hash, shift + LEVEL_BITS, key, value);
        return next == child && (editor == null || next.size() == before && Digest.plus(rest, next.digest) == digest)
                ? this
                : withChild(editor, bit, next, next.size() - before, rest);
    }

    @Override
    final Node<K, V> remove(Owner<V> editor, int hash, int shift, Object key) {
        int bit = bit(hash, shift);
        if ((dataMap & bit) != 0) {
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
        Node<K, V> next = child.remove(editor, hash, shift + LEVEL_BITS, key);
        int after = next.size();
        if (after == before) {
            return this;
        }
        return after == 1 ? childToEntry(editor, bit, next, rest) : withChild(editor, bit, next, after - before, rest);
    }

    private boolean isOwnedBy(Owner<V> editor) {
        return editor != null && owner == editor;
    }

    private Node<K, V> withValue(Owner<V> editor, int index, V value) {
        long next = Digest.replaced(digest, key(index), value(index), value);
        if (isOwnedBy(editor)) {
            slots[2 * index + 1] = value;
            digest = next;
            return this;
        }
        return of(editor, dataMap, nodeMap(), Slots.with(slots, 2 * index + 1, value), size(), next);
    }

    /** With another child in the place of one, without which the digest is {@code rest}. */
    private Node<K, V> withChild(Owner<V> editor, int bit, Node<K, V> child, int growth, long rest) {
        int at = slots.length - 1 - childIndex(bit);
        long next = Digest.plus(rest, child.digest);
        if (isOwnedBy(editor)) {
            slots[at] = child;
            grow(growth);
            digest = next;
            return this;
        }
        return of(editor, dataMap, nodeMap(), Slots.with(slots, at, child), size() + growth, next);
    }

    private Node<K, V> withEntry(Owner<V> editor, int bit, K key, V value) {
        Object[] next = Slots.withEntry(slots, 2 * dataIndex(bit), key, value);
        long sum = Digest.plus(digest, Digest.ofEntry(key, value));
        return of(editor, dataMap | bit, nodeMap(), next, size() + 1, sum);
    }

    private Node<K, V> withoutEntry(Owner<V> editor, int bit) {
        int index = dataIndex(bit);
        Object[] next = Slots.withoutEntry(slots, 2 * index);
        long rest = Digest.minus(digest, Digest.ofEntry(key(index), value(index)));
        return of(editor, dataMap ^ bit, nodeMap(), next, size() - 1, rest);
    }

    private Node<K, V> entryToChild(Owner<V> editor, int bit, Node<K, V> child, long rest) {
        Object[] next = Slots.entryToChild(slots, 2 * dataIndex(bit), childIndex(bit), child);
        int size = size() - 1 + child.size();
        return of(editor, dataMap ^ bit, nodeMap() | bit, next, size, Digest.plus(rest, child.digest));
    }

    /** Pulls up what is left of a child: canonical form has no node of a single entry below the root. */
    private Node<K, V> childToEntry(Owner<V> editor, int bit, Node<K, V> child, long rest) {
        K key = child.onlyKey();
        V value = child.onlyValue();
        Object[] next = Slots.childToEntry(slots, 2 * dataIndex(bit), childIndex(bit), key, value);
        long sum = Digest.plus(rest, Digest.ofEntry(key, value));
        return of(editor, dataMap | bit, nodeMap() ^ bit, next, size() - 1, sum);
    }

    @Override
    final void forEach(BiConsumer<? super K, ? super V> action) {
        int entries = Integer.bitCount(dataMap);
        for (int i = 0; i < entries; i++) {
            action.accept(key(i), value(i));
        }
        for (int at = slots.length - 1; at >= 2 * entries; at--) {
            Node<K, V> child = cast(slots[at]);
            child.forEach(action);
        }
    }

    @Override
    final boolean sameEntries(Node<K, V> other) {
        if (isSame(other)) {
            return true;
        }
        if (!(other instanceof BitmapNode<K, V> that)
                || dataMap != that.dataMap
                || nodeMap() != that.nodeMap()
                || size() != that.size()) {
            return false;
        }
        int entries = Integer.bitCount(dataMap);
        for (int i = 0; i < entries; i++) {
            if (!same(key(i), that.key(i)) || !same(value(i), that.value(i))) {
                return false;
            }
        }
        for (int at = slots.length - 1; at >= 2 * entries; at--) {
            Node<K, V> child = cast(slots[at]);
            if (!child.sameEntries(cast(that.slots[at]))) {
                return false;
            }
        }
        return true;
    }
}
