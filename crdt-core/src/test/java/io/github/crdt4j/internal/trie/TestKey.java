package io.github.crdt4j.internal.trie;

import java.util.ArrayList;
import java.util.List;

/** Keys whose place in the trie is chosen by the test: of classes without an order, with one, and with a coarse one. */
sealed interface TestKey {

    /** The bits by which the trie places the key, five for each level, lowest first. */
    int path();

    /** The hash code that {@link Node#spread} turns into a path. */
    static int hashFor(int path) {
        int h = path;
        h = (h ^ (h >>> 16)) * 0x7ed1b41d;
        h = (h ^ (h >>> 13) ^ (h >>> 26)) * 0xa5cb9243;
        return h ^ (h >>> 16);
    }

    /** Keys of all classes, whose paths part at every level from the first to the last, or not at all. */
    static List<TestKey> mixed() {
        int[] paths = {0, 0, 0, 1, 2, 31, 1 << 5, 1 << 10, 1 << 20, 1 << 29, 1 << 30, 3 << 30, -1};
        List<TestKey> keys = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int path = paths[i % paths.length];
            keys.add(
                    switch (i / paths.length % 3) {
                        case 0 -> new Ordered(i, path);
                        case 1 -> new Coarse(i, path);
                        default -> new Plain(i, path);
                    });
        }
        for (int i = 0; i < Bucket.MOST + 8; i++) {
            keys.add(new Ordered(i, 7));
            keys.add(new Coarse(i, 9));
        }
        return keys;
    }

    /** A key whose class has no order. */
    record Plain(int id, int path) implements TestKey {
        @Override
        public int hashCode() {
            return hashFor(path);
        }
    }

    /** A key whose class has an order that agrees with equals. */
    record Ordered(int id, int path) implements TestKey, Comparable<Ordered> {
        @Override
        public int hashCode() {
            return hashFor(path);
        }

        @Override
        public int compareTo(Ordered other) {
            return Integer.compare(id, other.id);
        }
    }

    /** A key that compares as 0 with others that it does not equal, as 1.0 and 1.00 do. */
    record Coarse(int id, int path) implements TestKey, Comparable<Coarse> {
        @Override
        public int hashCode() {
            return hashFor(path);
        }

        @Override
        public int compareTo(Coarse other) {
            return Integer.compare(id / 3, other.id / 3);
        }
    }
}
