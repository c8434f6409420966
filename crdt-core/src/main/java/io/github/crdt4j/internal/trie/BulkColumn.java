package io.github.crdt4j.internal.trie;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Collects numbers and values in any order, and lays them down as a {@link Column} bottom-up, each node once.
 *
 * @param <V> the type of values
 */
public final class BulkColumn<V> {

    private static final int START = 16;

    /** Up to so many places a value, numbers are brought in order by putting each in its place. */
    private static final int SPARSE = 8;

    private long[] numbers = new long[START];
    private Object[] values = new Object[START];
    private int size;
    private boolean ascending = true;
    private long greatest;

    /** Collects nothing yet. */
    public BulkColumn() {}

    /**
     * Adds a value.
     *
     * @param number its number, at least 1
     * @param value the value
     */
    public void add(long number, V value) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        numbers[size] = number;
        values[size++] = Objects.requireNonNull(value, "value");
        ascending &= number > greatest;
        greatest = Math.max(greatest, number);
    }

    /**
     * The column of all values added.
     *
     * @return the column, or null when two values with one number are not equal
     */
    public Column<V> build() {
        if (!ascending && !sort()) {
            return null;
        }
        return size == 0 ? Column.empty() : Column.ofSorted(numbers, values, size);
    }

    private boolean sort() {
        int[] order = greatest / SPARSE < size ? places() : sorted();
        long[] byNumber = new long[order.length];
        Object[] inOrder = new Object[order.length];
        int count = 0;
        for (int i : order) {
            if (count > 0 && byNumber[count - 1] == numbers[i]) {
                if (!inOrder[count - 1].equals(values[i])) {
                    return false;
                }
            } else {
                byNumber[count] = numbers[i];
                inOrder[count++] = values[i];
            }
        }
        numbers = byNumber;
        values = inOrder;
        size = count;
        return true;
    }

    /** The order when numbers lie close together: by counting, so that equal ones stay together. */
    private int[] places() {
        int[] ends = new int[(int) greatest + 2];
        for (int i = 0; i < size; i++) {
            ends[(int) numbers[i] + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[ends[(int) numbers[i]]++] = i;
        }
        return order;
    }

    private int[] sorted() {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
