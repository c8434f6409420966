package io.github.crdt4j.internal.trie;

/** The entries of a {@link PackedLeaf} to be. */
final class PackedEntries {

    private final Object[] references; // key, issuer, key, issuer
    private final long[] numbers;

    PackedEntries(int size) {
        references = new Object[2 * size];
        numbers = new long[size];
    }

    /** Takes the array, and puts the parts of each value in its place. */
    PackedEntries(Object[] pairs) {
        references = pairs;
        numbers = new long[pairs.length / 2];
        for (int i = 0; i < numbers.length; i++) {
            set(i, pairs[2 * i], (Numbered) pairs[2 * i + 1]);
        }
    }

    int size() {
        return numbers.length;
    }

    void set(int index, Object key, Numbered value) {
        set(index, key, value.issuer(), value.number());
    }

    void set(int index, Object key, Issuer issuer, long number) {
        references[2 * index] = key;
        references[2 * index + 1] = issuer;
        numbers[index] = number;
    }

    /** Sets an entry that had an index, which has moved up by {@code by} from {@code at} on; down is onto the one left out. */
    void move(int index, int at, int by, Object key, Issuer issuer, long number) {
        if (index < at) {
            set(index, key, issuer, number);
        } else if (index + by >= at) {
            set(index + by, key, issuer, number);
        }
    }

    Object key(int index) {
        return references[2 * index];
    }

    Issuer issuer(int index) {
        return (Issuer) references[2 * index + 1];
    }

    long number(int index) {
        return numbers[index];
    }
}
