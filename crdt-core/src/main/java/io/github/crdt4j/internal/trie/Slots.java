package io.github.crdt4j.internal.trie;

/**
 * Copies of a {@link BitmapNode}'s slots with one entry or child more or less. An entry takes the two slots from
 * {@code at} on; a child with {@code lower} siblings of lower bits takes the slot that many from the end.
 */
final class Slots {

    private Slots() {}

    static Object[] with(Object[] slots, int at, Object value) {
        Object[] next = slots.clone();
        next[at] = value;
        return next;
    }

    static Object[] withEntry(Object[] slots, int at, Object key, Object value) {
        Object[] next = new Object[slots.length + 2];
        System.arraycopy(slots, 0, next, 0, at);
        next[at] = key;
        next[at + 1] = value;
        System.arraycopy(slots, at, next, at + 2, slots.length - at);
        return next;
    }

    static Object[] withoutEntry(Object[] slots, int at) {
        Object[] next = new Object[slots.length - 2];
        System.arraycopy(slots, 0, next, 0, at);
        System.arraycopy(slots, at + 2, next, at, next.length - at);
        return next;
    }

    static Object[] entryToChild(Object[] slots, int at, int lower, Object child) {
        int end = slots.length - lower;
        Object[] next = new Object[slots.length - 1];
        System.arraycopy(slots, 0, next, 0, at);
        System.arraycopy(slots, at + 2, next, at, end - at - 2);
        next[end - 2] = child;
        System.arraycopy(slots, end, next, end - 1, lower);
        return next;
    }

    static Object[] childToEntry(Object[] slots, int at, int lower, Object key, Object value) {
        int end = slots.length - lower;
        Object[] next = new Object[slots.length + 1];
        System.arraycopy(slots, 0, next, 0, at);
        next[at] = key;
        next[at + 1] = value;
        System.arraycopy(slots, at, next, at + 2, end - 1 - at);
        System.arraycopy(slots, end, next, end + 1, lower);
        return next;
    }
}
