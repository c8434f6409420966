package io.github.crdt4j.internal.trie;

/** A key with an order that counts how often it is compared with others. */
final class CountingKey implements Comparable<CountingKey> {

    /** The counts of all keys made by one test. */
    static final class Counter {
        private long comparisons;
        private long equalities;

        CountingKey key(int id, int hash) {
            return new CountingKey(id, hash, this);
        }

        void reset() {
            comparisons = 0;
            equalities = 0;
        }

        long comparisons() {
            return comparisons;
        }

        long equalities() {
            return equalities;
        }
    }

    private final int id;
    private final int hash;
    private final Counter counter;

    private CountingKey(int id, int hash, Counter counter) {
        this.id = id;
        this.hash = hash;
        this.counter = counter;
    }

    @Override
    public int compareTo(CountingKey other) {
        counter.comparisons++;
        return Integer.compare(id, other.id);
    }

    @Override
    public boolean equals(Object other) {
        counter.equalities++;
        return other instanceof CountingKey that && id == that.id;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
