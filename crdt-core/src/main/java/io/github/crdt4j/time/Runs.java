package io.github.crdt4j.time;

import java.math.BigInteger;

/**
 * The algebra of finite sets of positive numbers, each held as the bounds of its runs: from, to, from, to…, inclusive.
 *
 * <p>Canonical form: the runs ascend, and between two of them at least one number is missing. An array handed to these
 * functions is never changed, and is the result itself where the result is the same set. Nothing is computed past the end
 * of a run unless a greater number is known to exist, so {@link Long#MAX_VALUE} needs no care.
 */
final class Runs {

    static final long[] NONE = {};

    private Runs() {}

    static boolean contains(long[] runs, long number) {
        int i = seek(runs, 0, number);
        return i < runs.length && runs[i] <= number;
    }

    static long last(long[] runs) {
        return runs[runs.length - 1];
    }

    static long[] add(long[] runs, long number) {
        long[] added;
        if (last(runs) == number - 1) {
            added = runs.clone();
            added[runs.length - 1] = number;
            return added;
        }
        int i = seek(runs, 0, number);
        if (i < runs.length && runs[i] <= number) {
            return runs;
        }
        boolean endsRun = i > 0 && runs[i - 1] == number - 1;
        boolean startsRun = i < runs.length && runs[i] - 1 == number;
        if (endsRun && startsRun) {
            added = new long[runs.length - 2];
            System.arraycopy(runs, 0, added, 0, i - 1);
            System.arraycopy(runs, i + 1, added, i - 1, runs.length - i - 1);
        } else if (endsRun || startsRun) {
            added = runs.clone();
            added[endsRun ? i - 1 : i] = number;
        } else {
            added = new long[runs.length + 2];
            System.arraycopy(runs, 0, added, 0, i);
            added[i] = number;
            added[i + 1] = number;
            System.arraycopy(runs, i, added, i + 2, runs.length - i);
        }
        return added;
    }

    static boolean containsAll(long[] runs, long[] subset) {
        if (runs == subset) {
            return true;
        }
        int i = 0;
        for (int j = 0; j < subset.length; j += 2) {
            i = seek(runs, i, subset[j]);
            if (i == runs.length || runs[i] > subset[j] || runs[i + 1] < subset[j + 1]) {
                return false;
            }
        }
        return true;
    }

    /** The union: the first set when it contains the second, else the second when it contains the first. */
    static long[] union(long[] first, long[] second) {
        if (containsAll(first, second)) {
            return first;
        }
        if (containsAll(second, first)) {
            return second;
        }
        RunList union = new RunList();
        int i = 0;
        int j = 0;
        while (i < first.length || j < second.length) {
            if (j == second.length || i < first.length && first[i] <= second[j]) {
                union.add(first[i], first[i + 1]);
                i += 2;
            } else {
                union.add(second[j], second[j + 1]);
                j += 2;
            }
        }
        return union.toRuns();
    }

    /** The difference: the first set when nothing is removed, {@link #NONE} when all is. */
    static long[] minus(long[] runs, long[] removed) {
        if (runs == removed) {
            return NONE;
        }
        RunList rest = new RunList();
        boolean same = true;
        int j = 0;
        for (int i = 0; i < runs.length; i += 2) {
            long from = runs[i];
            long to = runs[i + 1];
            boolean ended = false;
            j = seek(removed, j, from);
            while (!ended && j < removed.length && removed[j] <= to) {
                same = false;
                if (from < removed[j]) {
                    rest.add(from, removed[j] - 1);
                }
                ended = removed[j + 1] >= to;
                if (!ended) {
                    from = removed[j + 1] + 1;
                    j += 2;
                }
            }
            if (!ended) {
                rest.add(from, to);
            }
        }
        return same ? runs : rest.toRuns();
    }

    /** The highest number in the first set and not in the second, 0 if there is none. */
    static long highestMissing(long[] runs, long[] known) {
        for (int i = runs.length - 2; i >= 0; i -= 2) {
            int j = seek(known, 0, runs[i + 1]);
            boolean seen = j < known.length && known[j] <= runs[i + 1];
            long highest = seen ? known[j] - 1 : runs[i + 1];
            if (highest >= runs[i]) {
                return highest;
            }
        }
        return 0;
    }

    /** Moves every number greater than {@code after} up by {@code by}, above 0; the greatest sum must not overflow. */
    static long[] shift(long[] runs, long after, long by) {
        RunList shifted = new RunList();
        for (int i = 0; i < runs.length; i += 2) {
            if (runs[i] <= after) {
                shifted.add(runs[i], Math.min(runs[i + 1], after));
            }
            if (runs[i + 1] > after) {
                shifted.add(Math.max(runs[i], after + 1) + by, runs[i + 1] + by);
            }
        }
        return shifted.toRuns();
    }

    static BigInteger size(long[] runs) {
        BigInteger size = BigInteger.valueOf(runs.length / 2);
        for (int i = 0; i < runs.length; i += 2) {
            size = size.add(BigInteger.valueOf(runs[i + 1] - runs[i]));
        }
        return size;
    }

    /** The first run at or after {@code start} that does not end before the number: doubling steps, then halving ones. */
    private static int seek(long[] runs, int start, long number) {
        if (start >= runs.length || runs[start + 1] >= number) {
            return start;
        }
        int below = start;
        int step = 2;
        while (below + step < runs.length && runs[below + step + 1] < number) {
            below += step;
            step *= 2;
        }
        int above = Math.min(below + step, runs.length);
        while (above - below > 2) {
            int middle = (below + above) / 2 & ~1;
            if (runs[middle + 1] < number) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }
}
