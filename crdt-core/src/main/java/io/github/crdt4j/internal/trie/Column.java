package io.github.crdt4j.internal.trie;

import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable map from positive numbers to values, meant for runs of numbers with holes: a trie of 32 places a level,
 * high bits first, each node with a bitmap and as many slots as there are values or children. Unlike a
 * {@link PersistentMap} it visits ranges in order, and dense runs take little more than a reference per value.
 *
 * @param <V> the type of values
 */
public final class Column<V> {

    private static final int LEVEL_BITS = 5;
    private static final int LAST_PLACE = 31;

    private static final Column<Object> EMPTY = new Column<>(new Node(null, 0, new Object[0]), 0);

    private final Node root;
    private final int shift;

    private Column(Node root, int shift) {
        this.root = root;
        this.shift = shift;
    }

    /** Receives numbers and their values. */
    @FunctionalInterface
    public interface Visitor<V> {

        /**
         * Takes one value.
         *
         * @param number its number
         * @param value the value
         */
        void visit(long number, V value);
    }

    /** Values of a node at the bottom, children above. */
    private static final class Node {
        private final Object owner;
        private int bitmap;
        private Object[] slots;

        Node(Object owner, int bitmap, Object[] slots) {
            this.owner = owner;
            this.bitmap = bitmap;
            this.slots = slots;
        }

        int index(int place) {
            return Integer.bitCount(bitmap & (1 << place) - 1);
        }

        boolean has(int place) {
            return (bitmap >>> place & 1) != 0;
        }

        Object at(int place) {
            return has(place) ? slots[index(place)] : null;
        }

        Node with(Object editor, int place, Object slot) {
            int index = index(place);
            Object[] next;
            if (has(place)) {
                next = editor != null && owner == editor ? slots : slots.clone();
            } else {
                next = new Object[slots.length + 1];
                System.arraycopy(slots, 0, next, 0, index);
                System.arraycopy(slots, index, next, index + 1, slots.length - index);
            }
            next[index] = slot;
            return changed(editor, bitmap | 1 << place, next);
        }

        Node without(Object editor, int place) {
            int index = index(place);
            Object[] next = new Object[slots.length - 1];
            System.arraycopy(slots, 0, next, 0, index);
            System.arraycopy(slots, index + 1, next, index, next.length - index);
            return changed(editor, bitmap & ~(1 << place), next);
        }

        private Node changed(Object editor, int nextBitmap, Object[] nextSlots) {
            if (editor == null || owner != editor) {
                return new Node(editor, nextBitmap, nextSlots);
            }
            bitmap = nextBitmap;
            slots = nextSlots;
            return this;
        }
    }

    /**
     * The column without values.
     *
     * @param <V> the type of values
     * @return the empty column
     */
    public static <V> Column<V> empty() {
        return cast(EMPTY);
    }

    /** The column of some values, whose numbers ascend. */
    static <V> Column<V> ofSorted(long[] numbers, Object[] values, int size) {
        int height = 0;
        while (height < Long.SIZE - LEVEL_BITS && numbers[size - 1] >>> height + LEVEL_BITS != 0) {
            height += LEVEL_BITS;
        }
        return new Column<>(node(numbers, values, 0, size, height), height);
    }

    private static Node node(long[] numbers, Object[] values, int from, int to, int level) {
        Object[] slots = new Object[Math.min(to - from, LAST_PLACE + 1)];
        int bitmap = 0;
        int count = 0;
        int next;
        for (int at = from; at < to; at = next) {
            int place = place(numbers[at], level);
            next = at + 1;
            while (level > 0 && next < to && place(numbers[next], level) == place) {
                next++;
            }
            slots[count++] = level == 0 ? values[at] : node(numbers, values, at, next, level - LEVEL_BITS);
            bitmap |= 1 << place;
        }
        return new Node(null, bitmap, count == slots.length ? slots : Arrays.copyOf(slots, count));
    }

    /**
     * Whether there are no values.
     *
     * @return whether this column is empty
     */
    public boolean isEmpty() {
        return root.bitmap == 0;
    }

    /**
     * The value of a number.
     *
     * @param number the number, at least 1
     * @return its value, or null when it has none
     */
    public V get(long number) {
        if (isBeyond(number)) {
            return null;
        }
        Node node = root;
        for (int level = shift; level > 0; level -= LEVEL_BITS) {
            node = (Node) node.at(place(number, level));
            if (node == null) {
                return null;
            }
        }
        return cast(node.at(place(number, 0)));
    }

    /**
     * The column in which a number has a value.
     *
     * @param editor who may write into nodes it has made, or null for an edit that writes into nothing; whoever passes
     *     one drops it before the column is shared, and the columns in between are spent
     * @param number the number, at least 1
     * @param value the value
     * @return the column with it
     */
    public Column<V> put(Object editor, long number, V value) {
        Objects.requireNonNull(value, "value");
        Node top = root;
        int height = shift;
        while (height < Long.SIZE - LEVEL_BITS && number >>> height + LEVEL_BITS != 0) {
            top = top.bitmap == 0 ? top : new Node(editor, 1, new Object[] {top});
            height += LEVEL_BITS;
        }
        return new Column<>(put(editor, top, height, number, value), height);
    }

    private static Node put(Object editor, Node node, int level, long number, Object value) {
        int place = place(number, level);
        if (level == 0) {
            return node.with(editor, place, value);
        }
        Node child = (Node) node.at(place);
        Node next = put(editor, child == null ? EMPTY.root : child, level - LEVEL_BITS, number, value);
        return next == child ? node : node.with(editor, place, next);
    }

    /**
     * The column without a number.
     *
     * @param editor as for {@link #put}
     * @param number the number, at least 1
     * @return the column without it, this object when it has no such number
     */
    public Column<V> remove(Object editor, long number) {
        if (get(number) == null) {
            return this;
        }
        Node next = remove(editor, root, shift, number);
        return next.bitmap == 0 ? empty() : new Column<>(next, shift);
    }

    private static Node remove(Object editor, Node node, int level, long number) {
        int place = place(number, level);
        if (level == 0) {
            return node.without(editor, place);
        }
        Node child = (Node) node.at(place);
        Node next = remove(editor, child, level - LEVEL_BITS, number);
        if (next.bitmap == 0) {
            return node.without(editor, place);
        }
        return next == child ? node : node.with(editor, place, next);
    }

    /**
     * Visits the values of a range in order.
     *
     * @param from the first number, at least 1
     * @param to the last number, inclusive
     * @param visitor what receives them
     */
    public void forEach(long from, long to, Visitor<? super V> visitor) {
        visit(root, shift, 0, from, to, visitor);
    }

    private static <V> void visit(Node node, int level, long base, long from, long to, Visitor<? super V> visitor) {
        for (int rest = node.bitmap; rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            long first = base | (long) place << level;
            long last = first | (1L << level) - 1;
            if (last < from || first > to) {
                continue;
            }
            Object slot = node.at(place);
            if (level == 0) {
                visitor.visit(first, cast(slot));
            } else {
                visit((Node) slot, level - LEVEL_BITS, first, from, to, visitor);
            }
        }
    }

    private boolean isBeyond(long number) {
        return shift < Long.SIZE - LEVEL_BITS && number >>> shift + LEVEL_BITS != 0;
    }

    private static int place(long number, int level) {
        return (int) (number >>> level) & LAST_PLACE;
    }

    @SuppressWarnings("unchecked") // slots at the bottom hold values, and an empty column holds none
    private static <T> T cast(Object object) {
        return (T) object;
    }
}
