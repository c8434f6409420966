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

    Merge(Combiner<K, V> combiner) {
        this.combiner = combiner;
        this.keepsLeft = combiner.keepsLeft();
        this.keepsRight = combiner.keepsRight();
    }

    /** Merges two subtrees at the same place in their tries; null stands for an empty one. */
    Node<K, V> merge(Node<K, V> left, Node<K, V> right, int shift) {
        if (Node.areSame(left, right)) {
            return outcome(left, true, true, 0);
        }
        if (left == null && keepsRight) {
            return outcome(right, false, true, right.size());
        }
        if (right == null && keepsLeft) {
            return outcome(left, true, false, 0);
        }
        Node<K, V> merged;
        if (keepsLeft && left instanceof InnerNode<K, V> inner && right instanceof Bucket<K, V> bucket) {
            int place = bucket.onlyPlace(shift);
            merged = place < 0
                    ? mergeInner(inner, bucket.split(shift), Node.below(shift))
                    : mergeAt(inner, place, bucket.tagged(Node.below(shift)), Node.below(shift));
        } else if (left instanceof InnerNode || right instanceof InnerNode) {
            merged = mergeInner(InnerNode.like(left, shift), InnerNode.like(right, shift), Node.below(shift));
        } else if (left instanceof SecretNode || right instanceof SecretNode) {
            merged = merge(SecretNode.inside(left), SecretNode.inside(right), Node.SECRET);
            merged = sameAsLeft || sameAsRight ? null : SecretNode.outside(merged);
        } else if (left instanceof CollisionNode || right instanceof CollisionNode) {
            merged = mergeCollisions(CollisionNode.like(left), CollisionNode.like(right));
        } else {
            merged = mergeBuckets(Bucket.like(left), Bucket.like(right), shift);
        }
        return sameAsLeft ? left : sameAsRight ? right : merged;
    }

    private Node<K, V> outcome(Node<K, V> result, boolean isLeft, boolean isRight, int entriesMore) {
        sameAsLeft = isLeft;
        sameAsRight = isRight;
        growth = entriesMore;
        return result;
    }

    /** Merges a few entries into a larger node, all into one of its children: all others are kept. */
    private Node<K, V> mergeAt(InnerNode<K, V> left, int place, Bucket<K, V> right, int shiftBelow) {
        Node<K, V> here = left.child(place);
        Node<K, V> below = merge(here, right, shiftBelow);
        return outcome(sameAsLeft ? null : left.with(place, below, growth), sameAsLeft, false, growth);
    }

    private Node<K, V> mergeInner(InnerNode<K, V> left, InnerNode<K, V> right, int shiftBelow) {
        Node<K, V>[] merged = null;
        int changed = 0;
        boolean isRight = true;
        int entriesMore = 0;
        for (int rest = left.differences(right); rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            Node<K, V> below = merge(left.child(place), right.child(place), shiftBelow);
            isRight &= sameAsRight;
            entriesMore += growth;
            if (!sameAsLeft) {
                merged = merged == null ? left.copyOfChildren() : merged;
                merged[place] = below;
                changed |= 1 << place;
            }
        }
        boolean isLeft = changed == 0;
        return outcome(
                isLeft || isRight ? null : left.with(changed, merged, entriesMore), isLeft, isRight, entriesMore);
    }

    private Node<K, V> mergeBuckets(Bucket<K, V> left, Bucket<K, V> right, int shift) {
        var pairing = new BucketPairing<>(left, right);
        BucketDraft<K, V> draft = null; // most merges of buckets need none
        long kept = (1L << left.size()) - 1;
        long added = 0;
        boolean isRight = true;
        for (int i = pairing.alike(); i < left.size(); i++) {
            int found = pairing.find(i);
            if (found >= 0 ? left.isSameValue(i, right, found) : keepsLeft) {
                isRight &= found >= 0;
                continue;
            }
            V value = left.value(i);
            V other = found < 0 ? null : right.value(found);
            V answer = found < 0 ? combiner.left(left.key(i), value) : combiner.both(left.key(i), value, other);
            isRight &= answer == other;
            if (answer != value) {
                kept &= ~(1L << i);
                if (answer == null) {
                    continue;
                }
                draft = draft == null ? new BucketDraft<>(2 * Bucket.MOST) : draft;
                if (answer == other) {
                    draft.add(left, i, right, found);
                } else {
                    draft.add(left, i, answer);
                }
            }
        }
        for (int i = pairing.alike(); i < right.size(); i++) {
            if (!pairing.isAlone(i)) {
                continue;
            }
            V value = keepsRight ? null : right.value(i);
            V answer = keepsRight ? null : combiner.right(right.key(i), value);
            isRight &= answer == value;
            if (answer == value) {
                added |= 1L << i;
            } else if (answer != null) {
                draft = draft == null ? new BucketDraft<>(2 * Bucket.MOST) : draft;
                draft.add(right, i, answer);
            }
        }
        int size = Long.bitCount(kept) + Long.bitCount(added) + (draft == null ? 0 : draft.size());
        boolean isLeft = size == left.size() && Long.bitCount(kept) == size;
        if (isLeft || isRight || size == 0) {
            return outcome(null, isLeft, isRight, size - left.size());
        }
        Bucket<K, V> merged = left.joined(kept, right, added, draft);
        return outcome(merged.size() <= Bucket.MOST ? merged : merged.divided(shift), false, false, size - left.size());
    }

    private Node<K, V> mergeCollisions(CollisionNode<K, V> left, CollisionNode<K, V> right) {
        var pairing = new Pairing<>(right);
        var collision = new CollisionDraft<>(left);
        boolean isLeft = true;
        boolean isRight = true;
        Object[] leftPairs = left.pairs();
        for (int i = 0; i < leftPairs.length; i += 2) {
            K key = Node.cast(leftPairs[i]);
            V value = Node.cast(leftPairs[i + 1]);
            Map.Entry<K, V> found = pairing.find(key, value);
            V other = found == null ? null : found.getValue();
            V answer = found == null ? left(key, value) : both(key, value, other);
            isLeft &= answer == value;
            isRight &= answer == other || answer != null && other != null && Digest.sameValue(answer, other);
            collision.replace(key, value, answer);
        }
        Object[] rightPairs = right.pairs();
        for (int i = 0; i < rightPairs.length; i += 2) {
            K key = Node.cast(rightPairs[i]);
            if (!pairing.hasMet(key)) {
                V value = Node.cast(rightPairs[i + 1]);
                V answer = right(key, value);
                isRight &= answer == value;
                if (answer != null) {
                    isLeft = false;
                    collision.add(key, answer);
                }
            }
        }
        return outcome(
                isLeft || isRight ? null : collision.toNode().compact(),
                isLeft,
                isRight,
                collision.size() - left.size());
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
}
