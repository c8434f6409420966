package io.github.crdt4j.internal.trie;

import java.util.Map;

/** One run of {@link PersistentMap#forEachDifference}: a walk over two tries in lockstep, until the visitor has enough. */
final class Difference<K, V> {

    private final DifferenceVisitor<K, V> visitor;

    Difference(DifferenceVisitor<K, V> visitor) {
        this.visitor = visitor;
    }

    /** Compares two subtrees at the same place in their tries, null standing for an empty one; false when stopped. */
    boolean between(Node<K, V> left, Node<K, V> right, int shift) {
        if (left == right || left != null && right != null && left.isSame(right)) {
            return true;
        }
        return shift < Node.HASH_END
                ? betweenBitmaps((BitmapNode<K, V>) left, (BitmapNode<K, V>) right, shift)
                : betweenCollisions((CollisionNode<K, V>) left, (CollisionNode<K, V>) right);
    }

    private boolean betweenBitmaps(BitmapNode<K, V> left, BitmapNode<K, V> right, int shift) {
        int leftData = left == null ? 0 : left.dataMap();
        int rightData = right == null ? 0 : right.dataMap();
        int nodes = (left == null ? 0 : left.nodeMap()) | (right == null ? 0 : right.nodeMap());
        int shared = left == null || right == null ? 0 : left.sharedWith(right);
        int shiftBelow = shift + Node.LEVEL_BITS;
        for (int rest = (leftData | rightData | nodes) & ~shared; rest != 0; rest &= rest - 1) {
            int bit = Integer.lowestOneBit(rest);
            boolean goOn;
            if ((nodes & bit) != 0) {
                Node<K, V> leftBelow = left == null ? null : left.below(bit, shiftBelow);
                Node<K, V> rightBelow = right == null ? null : right.below(bit, shiftBelow);
                goOn = between(leftBelow, rightBelow, shiftBelow);
            } else {
                goOn = betweenEntries(
                        left,
                        (leftData & bit) == 0 ? -1 : left.dataIndex(bit),
                        right,
                        (rightData & bit) == 0 ? -1 : right.dataIndex(bit));
            }
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private boolean betweenEntries(BitmapNode<K, V> left, int leftIndex, BitmapNode<K, V> right, int rightIndex) {
        if (leftIndex >= 0 && rightIndex >= 0 && Node.same(left.key(leftIndex), right.key(rightIndex))) {
            V leftValue = left.value(leftIndex);
            V rightValue = right.value(rightIndex);
            return Digest.sameValue(leftValue, rightValue) || visitor.visit(left.key(leftIndex), leftValue, rightValue);
        }
        return (leftIndex < 0 || visitor.visit(left.key(leftIndex), left.value(leftIndex), null))
                && (rightIndex < 0 || visitor.visit(right.key(rightIndex), null, right.value(rightIndex)));
    }

    private boolean betweenCollisions(CollisionNode<K, V> left, CollisionNode<K, V> right) {
        Object[] leftPairs = left == null ? new Object[0] : left.pairs();
        var pairing = new Pairing<>(right);
        for (int i = 0; i < leftPairs.length; i += 2) {
            K key = Node.cast(leftPairs[i]);
            V value = Node.cast(leftPairs[i + 1]);
            Map.Entry<K, V> found = pairing.find(key, value);
            V other = found == null ? null : found.getValue();
            if ((other == null || !Digest.sameValue(value, other)) && !visitor.visit(key, value, other)) {
                return false;
            }
        }
        Object[] rightPairs = right == null ? new Object[0] : right.pairs();
        for (int i = 0; i < rightPairs.length; i += 2) {
            if (!pairing.hasMet(Node.cast(rightPairs[i]))
                    && !visitor.visit(Node.cast(rightPairs[i]), null, Node.cast(rightPairs[i + 1]))) {
                return false;
            }
        }
        return true;
    }
}
