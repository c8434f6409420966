package io.github.crdt4j.internal.trie;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Many entries whose keys have the same 32 bits of hash: a {@link KeyTree}, so logarithmic for keys of one class with an
 * order of its own. Keys without an order are searched linearly, and so are those that miss where several classes
 * collide, as objects of different classes may be equal.
 */
final class CollisionNode<K, V> extends Node<K, V> {

    private final KeyTree<K, V> tree;
    private final int size;

    private CollisionNode(KeyTree<K, V> tree, int size, long digest) {
        super(digest);
        this.tree = tree;
        this.size = size;
    }

    static <K, V> CollisionNode<K, V> of(KeyTree<K, V> tree, int size, long digest) {
        return new CollisionNode<>(tree, size, digest);
    }

    /** The collision of the entries of a bucket, whose hashes are all the same: as a merge of collisions needs it, or to stay. */
    static <K, V> CollisionNode<K, V> of(Bucket<K, V> bucket) {
        KeyTree<K, V> tree = null;
        for (int i = 0; i < bucket.size(); i++) {
            tree = KeyTree.put(tree, bucket.key(i), bucket.value(i));
        }
        return of(tree, bucket.size(), bucket.digest);
    }

    /** A subtree below the last level as a collision; null is an empty one. */
    static <K, V> CollisionNode<K, V> like(Node<K, V> node) {
        return node instanceof CollisionNode<K, V> collision ? collision : of(Bucket.like(node));
    }

    /** The bucket of these entries, which may be too many for a place in a trie. */
    Bucket<K, V> toBucket() {
        var draft = new BucketDraft<K, V>(size);
        KeyTree.forEach(tree, (K key, V value) -> {
            long entryDigest = Digest.ofEntry(key, value);
            draft.add(0, key, Bucket.contentOf(value), entryDigest, Bucket.numberOf(value)); // no bits are left
        });
        return draft.toBucket();
    }

    /** What takes the place of this in a trie: a bucket when there is little in it, null when there is nothing. */
    Node<K, V> compact() {
        return size > Bucket.MOST ? this : size == 0 ? null : toBucket();
    }

    /** The entry of a key, under the key object it was put with; null when there is none. */
    Map.Entry<K, V> find(Object key) {
        Map.Entry<K, V> found = KeyTree.find(tree, key);
        return found != null || tree == null || KeyTree.isUniform(tree, key) ? found : KeyTree.scan(tree, key);
    }

    KeyTree<K, V> tree() {
        return tree;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    CollisionNode<K, V> put(Owner<V> owner, int hash, int shift, K key, V value, long entryDigest) {
        Map.Entry<K, V> present = find(key);
        if (present == null) {
            return of(KeyTree.put(tree, key, value), size + 1, Digest.plus(digest, entryDigest));
        }
        V old = present.getValue();
        if (owner != null) {
            owner.replaced(old);
        }
        if (old == value) {
            return this;
        }
        long sum = Digest.exchanged(digest, Digest.ofEntry(key, old), entryDigest);
        return of(KeyTree.put(tree, present.getKey(), value), size, sum);
    }

    @Override
    Node<K, V> remove(Owner<V> owner, int hash, int shift, Object key) {
        Map.Entry<K, V> present = find(key);
        if (present == null) {
            return this;
        }
        if (owner != null) {
            owner.replaced(present.getValue());
        }
        long rest = Digest.minus(digest, Digest.ofEntry(key, present.getValue()));
        return of(KeyTree.remove(tree, present.getKey()), size - 1, rest).compact();
    }

    /** The entries as key, value, key, value ... */
    Object[] pairs() {
        Object[] pairs = new Object[2 * size];
        int[] at = {0};
        KeyTree.forEach(tree, (key, value) -> {
            pairs[at[0]++] = key;
            pairs[at[0]++] = value;
        });
        return pairs;
    }

    @Override
    void forEach(BiConsumer<? super K, ? super V> action) {
        KeyTree.forEach(tree, action);
    }

    @Override
    boolean sameEntries(Node<K, V> other) {
        if (areSame(this, other)) {
            return true;
        }
        if (!(other instanceof CollisionNode<K, V> that) || size != that.size) {
            return false;
        }
        Object[] pairs = pairs();
        var pairing = new Pairing<K, V>(that);
        for (int i = 0; i < pairs.length; i += 2) {
            Map.Entry<K, V> theirs = pairing.find(Node.cast(pairs[i]), Node.cast(pairs[i + 1]));
            if (theirs == null || !same(pairs[i + 1], theirs.getValue())) {
                return false;
            }
        }
        return true;
    }
}
