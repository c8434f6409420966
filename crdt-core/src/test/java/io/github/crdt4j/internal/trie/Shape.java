package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks the invariants of the representation, numbered as in the README of the package. */
final class Shape {

    private Shape() {}

    /** Fails unless the map is in canonical form. */
    static void check(PersistentMap<?, ?> map) {
        checkNode(map.root(), 0, 0, true);
        if (map.size() == 0) {
            assertTrue(map == PersistentMap.empty(), "an empty map that is not the empty map");
        }
    }

    /** A description of the shape that is equal for maps of equal shape: the order inside collisions is left out. */
    static Object of(PersistentMap<?, ?> map) {
        return describe(map.root());
    }

    private static Object describe(Node<?, ?> node) {
        Object[] pairs = node.pairs();
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < node.pairsEnd(); i += 2) {
            entries.add(List.of(pairs[i], pairs[i + 1]));
        }
        if (!(node instanceof BitmapNode<?, ?> bitmap)) {
            return Set.copyOf(entries);
        }
        List<Object> description = new ArrayList<>(List.of(bitmap.dataMap(), bitmap.nodeMap(), entries));
        for (int i = 0; i < Integer.bitCount(bitmap.nodeMap()); i++) {
            description.add(describe(bitmap.childAt(i)));
        }
        return description;
    }

    private static void checkNode(Node<?, ?> node, int path, int shift, boolean isRoot) {
        assertTrue(isRoot || node.size() >= 2, () -> "a node of size " + node.size() + " below the root");
        if (node instanceof CollisionNode<?, ?> collision) {
            assertEquals(Node.HASH_END, shift, "the depth of a collision");
            assertEquals(node.size(), checkTree(collision.tree(), path), "the size of a collision");
            return;
        }
        BitmapNode<?, ?> bitmap = (BitmapNode<?, ?>) node;
        assertTrue(shift < Node.HASH_END, "a bitmap below the last level");
        assertEquals(0, bitmap.dataMap() & bitmap.nodeMap(), "bits of both maps");
        assertEquals(bitmap.nodeMap() != 0, node instanceof InnerNode, "inner nodes are those with children");
        int entries = Integer.bitCount(bitmap.dataMap());
        int children = Integer.bitCount(bitmap.nodeMap());
        assertEquals(2 * entries + children, bitmap.pairs().length, "slots");
        int size = entries;
        int entry = 0;
        int child = 0;
        for (int place = 0; place < 32; place++) {
            int below = path | place << shift;
            if ((bitmap.dataMap() & 1 << place) != 0) {
                int mask = (int) ((1L << Math.min(32, shift + Node.LEVEL_BITS)) - 1);
                assertEquals(below & mask, Node.hash(bitmap.key(entry)) & mask, "the place of a key");
                assertTrue(bitmap.value(entry) != null, "a value of null");
                entry++;
            }
            if ((bitmap.nodeMap() & 1 << place) != 0) {
                checkNode(bitmap.childAt(child), below, shift + Node.LEVEL_BITS, false);
                size += bitmap.childAt(child).size();
                child++;
            }
        }
        assertEquals(size, node.size(), "the size of a node");
    }

    private static int checkTree(KeyTree<?, ?> tree, int path) {
        if (tree == null) {
            return 0;
        }
        int weightLeft = tree.left == null ? 0 : tree.left.weight;
        int weightRight = tree.right == null ? 0 : tree.right.weight;
        assertEquals(weightLeft + weightRight + 1, tree.weight, "the weight of a tree");
        assertTrue(
                weightLeft + weightRight <= 1 || weightLeft <= 3 * weightRight && weightRight <= 3 * weightLeft,
                () -> "weights out of balance: " + weightLeft + " and " + weightRight);
        for (int i = 0; i < tree.run.length; i += 2) {
            assertEquals(path, Node.hash(tree.run[i]), "the hash of a colliding key");
            assertEquals(0, KeyOrder.compare(tree.run[0], tree.run[i]), "the order of keys in a run");
        }
        assertTrue(tree.left == null || KeyOrder.compare(tree.left.run[0], tree.run[0]) < 0, "the order to the left");
        assertTrue(
                tree.right == null || KeyOrder.compare(tree.right.run[0], tree.run[0]) > 0, "the order to the right");
        return tree.run.length / 2 + checkTree(tree.left, path) + checkTree(tree.right, path);
    }
}
