package io.github.crdt4j.internal.trie;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An immutable weight-balanced search tree (Adams 1993, with the parameters ⟨3, 2⟩ of Hirai and Yamamoto 2011) over the
 * {@link KeyOrder}. A node holds a run: all entries whose keys compare as 0, told apart by {@code equals} alone. A run is
 * one entry when {@code compareTo} agrees with {@code equals}, and a linear list for keys that have no order. The empty
 * tree is null.
 */
final class KeyTree<K, V> {

    final Object[] run;
    final KeyTree<K, V> left;
    final KeyTree<K, V> right;
    final int weight;

    private KeyTree(Object[] run, KeyTree<K, V> left, KeyTree<K, V> right) {
        this.run = run;
        this.left = left;
        this.right = right;
        this.weight = weight(left) + weight(right) + 1;
    }

    private static int weight(KeyTree<?, ?> tree) {
        return tree == null ? 0 : tree.weight;
    }

    /** The entry of a key that compares and equals, found in logarithmic time; null when there is none. */
    static <K, V> Map.Entry<K, V> find(KeyTree<K, V> tree, Object key) {
        KeyTree<K, V> node = tree;
        while (node != null) {
            int order = KeyOrder.compare(key, node.run[0]);
            if (order == 0) {
                return node.findInRun(key);
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** The entry of a key that equals, whatever the order says, found by looking at all of them. */
    static <K, V> Map.Entry<K, V> scan(KeyTree<K, V> tree, Object key) {
        if (tree == null) {
            return null;
        }
        Map.Entry<K, V> found = tree.findInRun(key);
        if (found == null) {
            found = scan(tree.left, key);
        }
        return found == null ? scan(tree.right, key) : found;
    }

    /** Whether all keys, and the one given, have the same rank in the {@link KeyOrder}. */
    static boolean isUniform(KeyTree<?, ?> tree, Object key) {
        KeyTree<?, ?> first = tree;
        while (first.left != null) {
            first = first.left;
        }
        KeyTree<?, ?> last = tree;
        while (last.right != null) {
            last = last.right;
        }
        int rank = KeyOrder.rank(key);
        return KeyOrder.rank(first.run[0]) == rank && KeyOrder.rank(last.run[0]) == rank;
    }

    /** The tree with a key that is in it, as this very object, or that equals none in it. */
    static <K, V> KeyTree<K, V> put(KeyTree<K, V> tree, K key, V value) {
        if (tree == null) {
            return new KeyTree<>(new Object[] {key, value}, null, null);
        }
        int order = KeyOrder.compare(key, tree.run[0]);
        if (order == 0) {
            return new KeyTree<>(tree.runWith(key, value), tree.left, tree.right);
        }
        return order < 0
                ? balance(tree.run, put(tree.left, key, value), tree.right)
                : balance(tree.run, tree.left, put(tree.right, key, value));
    }

    /** The tree with these entries instead of all whose keys have no order; these come first, see {@link KeyOrder#rank}. */
    static <K, V> KeyTree<K, V> withUnordered(KeyTree<K, V> tree, Object[] run) {
        if (tree == null) {
            return run.length == 0 ? null : new KeyTree<>(run, null, null);
        }
        if (KeyOrder.rank(tree.run[0]) != KeyOrder.UNORDERED) {
            return balance(tree.run, withUnordered(tree.left, run), tree.right);
        }
        return run.length == 0 ? glue(tree.left, tree.right) : new KeyTree<>(run, tree.left, tree.right);
    }

    /** The tree without a key that is in it, as this very object. */
    static <K, V> KeyTree<K, V> remove(KeyTree<K, V> tree, Object key) {
        int order = KeyOrder.compare(key, tree.run[0]);
        if (order < 0) {
            return balance(tree.run, remove(tree.left, key), tree.right);
        }
        if (order > 0) {
            return balance(tree.run, tree.left, remove(tree.right, key));
        }
        return tree.run.length == 2
                ? glue(tree.left, tree.right)
                : new KeyTree<>(tree.runWithout(key), tree.left, tree.right);
    }

    private Map.Entry<K, V> findInRun(Object key) {
        for (int i = 0; i < run.length; i += 2) {
            if (Node.same(key, run[i])) {
                return Map.entry(Node.cast(run[i]), Node.cast(run[i + 1]));
            }
        }
        return null;
    }

    private int indexInRun(Object own) {
        for (int i = 0; i < run.length; i += 2) {
            if (own == run[i]) {
                return i;
            }
        }
        return -1;
    }

    private Object[] runWith(K key, V value) {
        int index = indexInRun(key);
        if (index >= 0) {
            Object[] next = run.clone();
            next[index + 1] = value;
            return next;
        }
        Object[] next = Arrays.copyOf(run, run.length + 2);
        next[run.length] = key;
        next[run.length + 1] = value;
        return next;
    }

    private Object[] runWithout(Object key) {
        int index = indexInRun(key);
        Object[] next = new Object[run.length - 2];
        System.arraycopy(run, 0, next, 0, index);
        System.arraycopy(run, index + 2, next, index, next.length - index);
        return next;
    }

    private static <K, V> KeyTree<K, V> balance(Object[] run, KeyTree<K, V> left, KeyTree<K, V> right) {
        int weightLeft = weight(left);
        int weightRight = weight(right);
        if (weightLeft + weightRight > 1) {
            if (weightRight > 3 * weightLeft) {
                return weight(right.left) < 2 * weight(right.right)
                        ? new KeyTree<>(right.run, new KeyTree<>(run, left, right.left), right.right)
                        : new KeyTree<>(
                                right.left.run,
                                new KeyTree<>(run, left, right.left.left),
                                new KeyTree<>(right.run, right.left.right, right.right));
            }
            if (weightLeft > 3 * weightRight) {
                return weight(left.right) < 2 * weight(left.left)
                        ? new KeyTree<>(left.run, left.left, new KeyTree<>(run, left.right, right))
                        : new KeyTree<>(
                                left.right.run,
                                new KeyTree<>(left.run, left.left, left.right.left),
                                new KeyTree<>(run, left.right.right, right));
            }
        }
        return new KeyTree<>(run, left, right);
    }

    private static <K, V> KeyTree<K, V> glue(KeyTree<K, V> left, KeyTree<K, V> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.weight > right.weight) {
            KeyTree<K, V> last = left;
            while (last.right != null) {
                last = last.right;
            }
            return balance(last.run, withoutLast(left), right);
        }
        KeyTree<K, V> first = right;
        while (first.left != null) {
            first = first.left;
        }
        return balance(first.run, left, withoutFirst(right));
    }

    private static <K, V> KeyTree<K, V> withoutFirst(KeyTree<K, V> tree) {
        return tree.left == null ? tree.right : balance(tree.run, withoutFirst(tree.left), tree.right);
    }

    private static <K, V> KeyTree<K, V> withoutLast(KeyTree<K, V> tree) {
        return tree.right == null ? tree.left : balance(tree.run, tree.left, withoutLast(tree.right));
    }

    static <K, V> void forEach(KeyTree<K, V> tree, BiConsumer<? super K, ? super V> action) {
        if (tree != null) {
            forEach(tree.left, action);
            for (int i = 0; i < tree.run.length; i += 2) {
                action.accept(Node.cast(tree.run[i]), Node.cast(tree.run[i + 1]));
            }
            forEach(tree.right, action);
        }
    }
}
