package io.github.crdt4j.internal.trie;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The entries whose keys have the same 32 bits of hash: a {@link KeyTree}, so logarithmic for keys of one class with an
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
    CollisionNode<K, V> put(Owner<V> editor, int hash, int shift, K key, V value) {
        Map.Entry<K, V> present = find(key);
        if (present == null) {
            return of(KeyTree.put(tree, key, value), size + 1, Digest.plus(digest, Digest.ofEntry(key, value)));
        }
        V old = present.getValue();
        if (editor != null) {
            editor.replaced(old);
        }
        if (old == value) {
            return this;
        }
        long rest = Digest.minus(digest, Digest.ofEntry(key, old));
        return of(KeyTree.put(tree, present.getKey(), value), size, Digest.plus(rest, Digest.ofEntry(key, value)));
    }

    @Override
    CollisionNode<K, V> remove(Owner<V> editor, int hash, int shift, Object key) {
        Map.Entry<K, V> present = find(key);
        if (present == null) {
            return this;
        }
        if (editor != null) {
            editor.replaced(present.getValue());
        }
        long rest = Digest.minus(digest, Digest.ofEntry(key, present.getValue()));
        return of(KeyTree.remove(tree, present.getKey()), size - 1, rest);
    }

    @Override
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
    int pairsEnd() {
        return 2 * size;
    }

    @Override
    void forEach(BiConsumer<? super K, ? super V> action) {
        KeyTree.forEach(tree, action);
    }

    @Override
    boolean sameEntries(Node<K, V> other) {
        if (isSame(other)) {
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
