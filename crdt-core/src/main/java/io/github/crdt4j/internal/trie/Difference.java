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
        if (Node.areSame(left, right)) {
            return true;
        }
        if (left instanceof InnerNode || right instanceof InnerNode) {
            return betweenInner(InnerNode.like(left, shift), InnerNode.like(right, shift), Node.below(shift));
        }
        if (left instanceof SecretNode || right instanceof SecretNode) {
            return between(SecretNode.inside(left), SecretNode.inside(right), Node.SECRET);
        }
        if (left instanceof CollisionNode || right instanceof CollisionNode) {
            return betweenCollisions(CollisionNode.like(left), CollisionNode.like(right));
        }
        return betweenBuckets(Bucket.like(left), Bucket.like(right));
    }

    private boolean betweenInner(InnerNode<K, V> left, InnerNode<K, V> right, int shiftBelow) {
        for (int rest = left.differences(right); rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            if (!between(left.child(place), right.child(place), shiftBelow)) {
                return false;
            }
        }
        return true;
    }

    private boolean betweenBuckets(Bucket<K, V> left, Bucket<K, V> right) {
        var pairing = new BucketPairing<>(left, right);
        for (int i = pairing.alike(); i < left.size(); i++) {
            int found = pairing.find(i);
            if (found < 0
                    ? !visitor.visit(left.key(i), left.value(i), null)
                    : !left.isSameValue(i, right, found)
                            && !visitor.visit(left.key(i), left.value(i), right.value(found))) {
                return false;
            }
        }
        for (int i = 0; i < right.size(); i++) {
            if (pairing.isAlone(i) && !visitor.visit(right.key(i), null, right.value(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean betweenCollisions(CollisionNode<K, V> left, CollisionNode<K, V> right) {
        Object[] leftPairs = left.pairs();
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
        Object[] rightPairs = right.pairs();
        for (int i = 0; i < rightPairs.length; i += 2) {
            if (!pairing.hasMet(Node.cast(rightPairs[i]))
                    && !visitor.visit(Node.cast(rightPairs[i]), null, Node.cast(rightPairs[i + 1]))) {
                return false;
            }
        }
        return true;
    }
}
