package io.github.crdt4j.internal.trie;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** Walks the entries of a trie with a stack of its own, one place for each level of inner nodes. */
final class EntryIterator<K, V> implements Iterator<Map.Entry<K, V>> {

    private final InnerNode<?, ?>[] path = new InnerNode<?, ?>[Node.LEVELS];
    private final int[] nextChild = new int[path.length];
    private int depth;
    private Bucket<K, V> bucket = Bucket.empty();
    private int at;

    EntryIterator(Node<K, V> root) {
        enter(root);
        findEntry();
    }

    private void enter(Node<K, V> node) {
        at = 0;
        if (node instanceof InnerNode<K, V> inner) {
            bucket = Bucket.empty();
            path[depth] = inner;
            nextChild[depth] = 0;
            depth++;
        } else if (node instanceof SecretNode<K, V> secret) {
            enter(secret.root());
        } else {
            bucket = node instanceof CollisionNode<K, V> collision ? collision.toBucket() : (Bucket<K, V>) node;
        }
    }

    private void findEntry() {
        while (at == bucket.size() && depth > 0) {
            if (nextChild[depth - 1] == path[depth - 1].places()) {
                depth--;
                path[depth] = null;
            } else {
                Node<?, ?> child = path[depth - 1].child(nextChild[depth - 1]++);
                if (child != null) {
                    enter(Node.cast(child));
                }
            }
        }
    }

    @Override
    public boolean hasNext() {
        return at < bucket.size();
    }

    @Override
    public Map.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more entries");
        }
        Map.Entry<K, V> entry = Map.entry(bucket.key(at), bucket.value(at));
        at++;
        findEntry();
        return entry;
    }
}
