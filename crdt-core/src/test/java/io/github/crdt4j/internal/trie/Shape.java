package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
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

    /** A description of the shape that is equal for maps of equal shape: the order of what lies in one place is left out. */
    static Object of(PersistentMap<?, ?> map) {
        return describe(map.root());
    }

    private static Object describe(Node<?, ?> node) {
        if (node instanceof InnerNode<?, ?> inner) {
            List<Object> description = new ArrayList<>();
            for (int place = 0; place < inner.places(); place++) {
                Node<?, ?> child = inner.child(place);
                description.add(child == null ? List.of() : describe(child));
            }
            return description;
        }
        if (node instanceof SecretNode<?, ?> secret) {
            return List.of(SecretNode.class, describe(secret.root()));
        }
        Set<Object> entries = new HashSet<>();
        node.forEach((key, value) -> entries.add(List.of(key, value)));
        return List.of(node.getClass(), entries);
    }

    private static void checkNode(Node<?, ?> node, int path, int shift, boolean isRoot) {
        if (node instanceof CollisionNode<?, ?> collision) {
            assertEquals(Node.SECRET + Node.HASH_END, shift, "the depth of a collision");
            assertEquals(node.size(), checkTree(collision.tree(), path), "the size of a collision");
            assertTrue(node.size() > Bucket.MOST, () -> "a collision of " + node.size());
        } else if (node instanceof SecretNode<?, ?> secret) {
            assertEquals(Node.HASH_END, shift, "the depth of a trie over digests");
            node.forEach((key, value) -> assertEquals(path, Node.hash(key), "the hash of a colliding key"));
            checkNode(secret.root(), 0, Node.SECRET, false);
            assertTrue(node.size() > Bucket.MOST, () -> "a trie over digests of " + node.size());
            assertEquals(secret.root().digest, node.digest, "the digest of a trie over digests");
        } else if (node instanceof InnerNode<?, ?> inner) {
            checkInner(inner, path, shift);
        } else {
            checkBucket((Bucket<?, ?>) node, path, shift);
            assertTrue(isRoot || node.size() > 0, "an empty bucket below the root");
        }
    }

    private static void checkInner(InnerNode<?, ?> node, int path, int shift) {
        assertTrue(Node.bitsAbove(shift) < Node.HASH_END, "an inner node below the last level");
        assertTrue(node.size() > Bucket.MOST, () -> "an inner node of " + node.size());
        int size = 0;
        long digest = Digest.NODE;
        for (int place = 0; place < node.places(); place++) {
            Node<?, ?> child = node.child(place);
            if (child != null) {
                checkNode(
                        child,
                        path | place << 32 - Node.bits(shift) >>> Node.bitsAbove(shift),
                        Node.below(shift),
                        false);
                size += child.size();
                digest = Digest.exchanged(digest, Digest.NODE, child.digest);
            }
        }
        assertEquals(size, node.size(), "the size of a node");
        assertTrue(node.digest == Digested.UNKNOWN || node.digest == digest, "the digest of a node");
    }

    private static void checkBucket(Bucket<?, ?> bucket, int path, int shift) {
        assertTrue(bucket.size() <= Bucket.MOST, () -> "a bucket of " + bucket.size());
        int mask = (int) (-1L << 32 - Math.min(32, Node.bitsAbove(shift)));
        long digest = Digest.NODE;
        for (int i = 0; i < bucket.size(); i++) {
            int hash = Node.hash(bucket.key(i), shift);
            assertEquals(path & mask, hash & mask, "the place of a key");
            assertEquals(Bucket.tag(hash, shift), bucket.tagAt(i), "the tag of a key");
            assertEquals(i, bucket.find(bucket.tagAt(i), bucket.key(i)), "where a key is found");
            assertTrue(bucket.value(i) != null, "a value of null");
            assertEquals(Digest.ofEntry(bucket.key(i), bucket.value(i)), bucket.digestAt(i), "the digest of an entry");
            assertTrue(i == 0 || bucket.tagAt(i - 1) <= bucket.tagAt(i), "the order of tags");
            digest = Digest.plus(digest, bucket.digestAt(i));
        }
        assertTrue(bucket.digest == Digested.UNKNOWN || bucket.digest == digest, "the digest of a bucket");
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
            assertEquals(path, Node.secret(tree.run[i]), "the secret hash of a colliding key");
            assertEquals(0, KeyOrder.compare(tree.run[0], tree.run[i]), "the order of keys in a run");
        }
        assertTrue(tree.left == null || KeyOrder.compare(tree.left.run[0], tree.run[0]) < 0, "the order to the left");
        assertTrue(
                tree.right == null || KeyOrder.compare(tree.right.run[0], tree.run[0]) > 0, "the order to the right");
        return tree.run.length / 2 + checkTree(tree.left, path) + checkTree(tree.right, path);
    }
}
