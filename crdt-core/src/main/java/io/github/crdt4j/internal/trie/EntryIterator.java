package io.github.crdt4j.internal.trie;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** Walks the entries of a trie with a stack of its own, one place for each of the seven levels. */
final class EntryIterator<K, V> implements Iterator<Map.Entry<K, V>> {

    private static final int LEVELS = Node.HASH_END / Node.LEVEL_BITS;

    private final BitmapNode<?, ?>[] path = new BitmapNode<?, ?>[LEVELS];
    private final int[] nextChild = new int[LEVELS];
    private int depth;
    private Object[] pairs;
    private int at;
    private int end;

    EntryIterator(Node<K, V> root) {
        enter(root);
        findEntry();
    }

    private void enter(Node<?, ?> node) {
        pairs = node.pairs();
        at = 0;
        end = node.pairsEnd();
        if (node instanceof BitmapNode<?, ?> bitmap && bitmap.nodeMap() != 0) {
            path[depth] = bitmap;
            nextChild[depth] = 0;
            depth++;
        }
    }

    private void findEntry() {
        while (at == end && depth > 0) {
            BitmapNode<?, ?> node = path[depth - 1];
            if (nextChild[depth - 1] == Integer.bitCount(node.nodeMap())) {
                depth--;
                path[depth] = null;
            } else {
                enter(node.childAt(nextChild[depth - 1]++));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return at < end;
    }

    @Override
    public Map.Entry<K, V> next() {
        if (at == end) {
            throw new NoSuchElementException("no more entries");
        }
        Map.Entry<K, V> entry = Map.entry(Node.cast(pairs[at]), Node.cast(pairs[at + 1]));
        at += 2;
        findEntry();
        return entry;
    }
}
