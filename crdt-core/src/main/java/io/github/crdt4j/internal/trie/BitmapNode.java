package io.github.crdt4j.internal.trie;

import java.util.function.BiConsumer;

/**
 * A node of the trie above the depth where hashes are used up. A leaf of few entries whose values are all {@link Numbered} is
 * a {@link PackedLeaf}, one object with all that is in it; any other node is a {@link SlotsNode}.
 *
 * <p>Reading asks for the class of the node and calls no method of its own: of so many classes, none would be inlined.
 */
abstract sealed class BitmapNode<K, V> extends Node<K, V> permits SlotsNode, PackedLeaf {

    private final int dataMap;

    BitmapNode(int dataMap, long digest) {
        super(digest);
        this.dataMap = dataMap;
    }

    static <K, V> BitmapNode<K, V> empty() {
        return (BitmapNode<K, V>) PersistentMap.<K, V>empty().root();
    }

    static <K, V> BitmapNode<K, V> of(Owner<V> owner, int dataMap, int nodeMap, Object[] slots, int size, long digest) {
        if (nodeMap != 0) {
            return new InnerNode<>(owner, dataMap, nodeMap, slots, size, digest);
        }
        return PackedLeaf.fits(slots)
                ? PackedLeaf.of(dataMap, slots, digest)
                : new SlotsNode<>(owner, dataMap, slots, digest);
    }

    final int dataMap() {
        return dataMap;
    }

    final int nodeMap() {
        return this instanceof InnerNode<K, V> inner ? inner.nodeMap : 0;
    }

    /** The index of a key whose hash leads to a bit of this node, negative when it is not among the entries. */
    final int indexOf(int bit, Object key) {
        if ((dataMap & bit) == 0) {
            return -1;
        }
        int index = dataIndex(bit);
        return same(key, key(index)) ? index : -1;
    }

    final int dataIndex(int bit) {
        return Integer.bitCount(dataMap & (bit - 1));
    }

    final K key(int index) {
        return this instanceof PackedLeaf<K, V> packed
                ? packed.keyAt(index)
                : cast(((SlotsNode<K, V>) this).slots[2 * index]);
    }

    final V value(int index) {
        return this instanceof PackedLeaf<K, V> packed
                ? packed.valueAt(index)
                : cast(((SlotsNode<K, V>) this).slots[2 * index + 1]);
    }

    final int childIndex(int bit) {
        return Integer.bitCount(nodeMap() & (bit - 1));
    }

    final Node<K, V> childAt(int index) {
        Object[] slots = ((SlotsNode<K, V>) this).slots;
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
        if (this instanceof PackedLeaf<K, V> here && that instanceof PackedLeaf<K, V> there) {
            return here.shared(there, dataMap);
        }
        int shared = 0;
        if (this instanceof InnerNode<K, V> here && that instanceof InnerNode<K, V> there) {
            shared = sharedChildren(here, there);
        }
        boolean aligned = dataMap == that.dataMap;
        for (int rest = dataMap & that.dataMap, i = 0; rest != 0; rest &= rest - 1, i++) {
            int bit = Integer.lowestOneBit(rest);
            int at = aligned ? i : dataIndex(bit);
            int thatAt = aligned ? i : that.dataIndex(bit);
            shared |= key(at) == that.key(thatAt) && value(at) == that.value(thatAt) ? bit : 0;
        }
        return shared;
    }

    private static <K, V> int sharedChildren(InnerNode<K, V> here, InnerNode<K, V> there) {
        int shared = 0;
        boolean aligned =
                here.nodeMap == there.nodeMap; // as in most nodes that a merge meets; then no bits need counting
        int end = here.slots.length;
        int thatEnd = there.slots.length;
        for (int rest = here.nodeMap & there.nodeMap, i = 1; rest != 0; rest &= rest - 1, i++) {
            int bit = Integer.lowestOneBit(rest);
            Object child = here.slots[end - (aligned ? i : here.childIndex(bit) + 1)];
            Object thatChild = there.slots[thatEnd - (aligned ? i : there.childIndex(bit) + 1)];
            shared |= isSame(child, thatChild) ? bit : 0;
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
    final void forEach(BiConsumer<? super K, ? super V> action) {
        int entries = Integer.bitCount(dataMap);
        for (int i = 0; i < entries; i++) {
            action.accept(key(i), value(i));
        }
        int children = Integer.bitCount(nodeMap());
        for (int i = 0; i < children; i++) {
            childAt(i).forEach(action);
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
        int children = Integer.bitCount(nodeMap());
        for (int i = 0; i < children; i++) {
            if (!childAt(i).sameEntries(that.childAt(i))) {
                return false;
            }
        }
        return true;
    }
}
