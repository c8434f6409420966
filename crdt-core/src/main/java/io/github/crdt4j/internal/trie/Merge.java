package io.github.crdt4j.internal.trie;

import java.util.Map;

/**
 * One run of {@link PersistentMap#merge}: a walk over two tries in lockstep.
 *
 * <p>Each step returns the merged subtree, null for an empty one, and leaves in the fields how it compares with the two
 * it was made of. A step whose result is the left or the right subtree, entry by entry, returns that very object.
 */
final class Merge<K, V> {

    private final Combiner<K, V> combiner;
    private final boolean keepsLeft;
    private final boolean keepsRight;

    private boolean sameAsLeft;
    private boolean sameAsRight;
    private int growth;
    private K entryKey;
    private V entryValue;

    Merge(Combiner<K, V> combiner) {
        this.combiner = combiner;
        this.keepsLeft = combiner.keepsLeft();
        this.keepsRight = combiner.keepsRight();
    }

    /** Merges two subtrees at the same place in their tries; null stands for an empty one. */
    Node<K, V> merge(Node<K, V> left, Node<K, V> right, int shift) {
        if (left == right || left != null && right != null && left.isSame(right)) {
            return outcome(left, true, true, 0);
        }
        if (left == null && keepsRight) {
            return outcome(right, false, true, right.size());
        }
        return shift < Node.HASH_END
                ? mergeBitmaps((BitmapNode<K, V>) left, (BitmapNode<K, V>) right, shift)
                : mergeCollisions((CollisionNode<K, V>) left, (CollisionNode<K, V>) right);
    }

    private Node<K, V> outcome(Node<K, V> result, boolean isLeft, boolean isRight, int entriesMore) {
        sameAsLeft = isLeft;
        sameAsRight = isRight;
        growth = entriesMore;
        return result;
    }

    private Node<K, V> mergeBitmaps(BitmapNode<K, V> left, BitmapNode<K, V> right, int shift) {
        int leftData = left == null ? 0 : left.dataMap();
        int rightData = right == null ? 0 : right.dataMap();
        int leftNodes = left == null ? 0 : left.nodeMap();
        int rightNodes = right == null ? 0 : right.nodeMap();
        int nodes = leftNodes | rightNodes;
        int bits = leftData | rightData | nodes;
        int kept = keepsLeft ? bits & ~(rightData | rightNodes) : 0;
        int settled = left == null || right == null ? kept : kept | left.sharedWith(right);
        int shiftBelow = shift + Node.LEVEL_BITS;
        boolean isRight = kept == 0;
        int entriesMore = 0;
        Draft<K, V> draft = null;
        for (int rest = bits & ~settled; rest != 0; rest &= rest - 1) {
            int bit = Integer.lowestOneBit(rest);
            Node<K, V> below;
            if ((nodes & bit) != 0) {
                Node<K, V> leftBelow = left == null ? null : left.below(bit, shiftBelow);
                Node<K, V> rightBelow = right == null ? null : right.below(bit, shiftBelow);
                below = merge(leftBelow, rightBelow, shiftBelow);
                entryValue = null;
            } else if ((leftData & rightData & bit) != 0) {
                below = mergeEntries(left, left.dataIndex(bit), right, right.dataIndex(bit), shiftBelow);
            } else if ((leftData & bit) != 0) {
                below = keepLeft(left, left.dataIndex(bit));
            } else {
                below = keepRight(right, right.dataIndex(bit));
            }
            isRight &= sameAsRight;
            entriesMore += growth;
            if (!sameAsLeft) {
                if (draft == null) {
                    draft = new Draft<>(left, Integer.bitCount(bits));
                }
                if (entryValue != null) {
                    draft.replaceByEntry(bit, entryKey, entryValue);
                } else {
                    draft.replaceBySubtree(bit, below);
                }
            }
        }
        if (draft == null) {
            return outcome(left, true, isRight, 0);
        }
        if (isRight) {
            return outcome(right, false, true, entriesMore);
        }
        return outcome(draft.toNode((left == null ? 0 : left.size()) + entriesMore), false, false, entriesMore);
    }

    /** The subtree of two entries at the same bit, unless the result is an entry or nothing, which is left in the fields. */
    private Node<K, V> mergeEntries(
            BitmapNode<K, V> left, int leftIndex, BitmapNode<K, V> right, int rightIndex, int shiftBelow) {
        K leftKey = left.key(leftIndex);
        V leftValue = left.value(leftIndex);
        K rightKey = right.key(rightIndex);
        V rightValue = right.value(rightIndex);
        if (Node.same(leftKey, rightKey)) {
            if (Digest.sameValue(leftValue, rightValue)) {
                return entry(leftKey, leftValue, true, true, 0);
            }
            V answer = both(leftKey, leftValue, rightValue);
            return entry(leftKey, answer, answer == leftValue, answer == rightValue, answer == null ? -1 : 0);
        }
        V fromLeft = left(leftKey, leftValue);
        V fromRight = right(rightKey, rightValue);
        boolean isLeft = fromLeft == leftValue && fromRight == null;
        boolean isRight = fromRight == rightValue && fromLeft == null;
        if (fromLeft == null) {
            return entry(rightKey, fromRight, isLeft, isRight, fromRight == null ? -1 : 0);
        }
        if (fromRight == null) {
            return entry(leftKey, fromLeft, isLeft, isRight, 0);
        }
        entryValue = null;
        Node<K, V> pair = Node.pair(
                null, shiftBelow, Node.hash(leftKey), leftKey, fromLeft, Node.hash(rightKey), rightKey, fromRight);
        return outcome(pair, false, false, 1);
    }

    private Node<K, V> keepLeft(BitmapNode<K, V> left, int index) {
        V value = left.value(index);
        V answer = left(left.key(index), value);
        return entry(left.key(index), answer, answer == value, answer == null, answer == null ? -1 : 0);
    }

    private Node<K, V> keepRight(BitmapNode<K, V> right, int index) {
        V value = right.value(index);
        V answer = right(right.key(index), value);
        return entry(right.key(index), answer, answer == null, answer == value, answer == null ? 0 : 1);
    }

    /** Leaves an entry, or no entry when the value is null, in the fields. */
    private Node<K, V> entry(K key, V value, boolean isLeft, boolean isRight, int entriesMore) {
        entryKey = key;
        entryValue = value;
        return outcome(null, isLeft, isRight, entriesMore);
    }

    private V both(K key, V left, V right) {
        return Digest.sameValue(left, right) ? left : combiner.both(key, left, right);
    }

    private V left(K key, V value) {
        return keepsLeft ? value : combiner.left(key, value);
    }

    private V right(K key, V value) {
        return keepsRight ? value : combiner.right(key, value);
    }

    private Node<K, V> mergeCollisions(CollisionNode<K, V> left, CollisionNode<K, V> right) {
        var pairing = new Pairing<>(right);
        var draft = new CollisionDraft<>(left);
        boolean isLeft = true;
        boolean isRight = true;
        Object[] leftPairs = left == null ? new Object[0] : left.pairs();
        for (int i = 0; i < leftPairs.length; i += 2) {
            K key = Node.cast(leftPairs[i]);
            V value = Node.cast(leftPairs[i + 1]);
            Map.Entry<K, V> found = pairing.find(key, value);
            V other = found == null ? null : found.getValue();
            V answer = found == null ? left(key, value) : both(key, value, other);
            isLeft &= answer == value;
            isRight &= answer == other || answer != null && other != null && Digest.sameValue(answer, other);
            draft.replace(key, value, answer);
        }
        Object[] rightPairs = right == null ? new Object[0] : right.pairs();
        for (int i = 0; i < rightPairs.length; i += 2) {
            K key = Node.cast(rightPairs[i]);
            if (!pairing.hasMet(key)) {
                V value = Node.cast(rightPairs[i + 1]);
                V answer = right(key, value);
                isRight &= answer == value;
                if (answer != null) {
                    isLeft = false;
                    draft.add(key, answer);
                }
            }
        }
        if (isLeft) {
            return outcome(left, true, isRight, 0);
        }
        int entriesMore = draft.size() - (left == null ? 0 : left.size());
        if (isRight) {
            return outcome(right, false, true, entriesMore);
        }
        return outcome(draft.size() == 0 ? null : draft.toNode(), false, false, entriesMore);
    }
}
