package io.github.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Elements that all have one hash code, as an adversary would choose them: what is counted is how often two are compared. */
class CollidingElementsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");
    private static final int DIFFERENCES = 10;
    private static final AtomicLong COMPARISONS = new AtomicLong();

    /** An element whose class has no order. */
    private static final class Plain {
        private final int id;

        Plain(int id) {
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            COMPARISONS.incrementAndGet();
            return other instanceof Plain that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 42;
        }
    }

    /** An element whose class has an order. */
    private static final class Ordered implements Comparable<Ordered> {
        private final int id;

        Ordered(int id) {
            this.id = id;
        }

        @Override
        public int compareTo(Ordered other) {
            COMPARISONS.incrementAndGet();
            return Integer.compare(id, other.id);
        }

        @Override
        public boolean equals(Object other) {
            COMPARISONS.incrementAndGet();
            return other instanceof Ordered that && id == that.id;
        }

        @Override
        public int hashCode() {
            return 42;
        }
    }

    private static void assertAtMost(long limit, String what) {
        long comparisons = COMPARISONS.getAndSet(0);
        assertTrue(comparisons <= limit, () -> what + ": " + comparisons + " comparisons, more than " + limit);
    }

    /** Elements with the given numbers, added by one replica. */
    private static <E> ORSet<E> of(ReplicaId self, int from, int to, IntFunction<E> element) {
        return ORSet.<E>empty().edit(self, editor -> {
            for (int id = from; id < to; id++) {
                editor.add(element.apply(id));
            }
        });
    }

    /** With some adds and removes that differ between sides 0 and 1. */
    private static <E> ORSet<E> goneOn(ORSet<E> set, int n, int side, IntFunction<E> element) {
        return set.edit(side == 0 ? B : C, editor -> {
            for (int i = 0; i < DIFFERENCES / 2; i++) {
                editor.add(element.apply(n + 2 * i + side));
                editor.remove(element.apply(2 * i + side));
            }
        });
    }

    /** What each operation may cost, when a search costs so much and n elements are built and merged at so much. */
    private static <E> void check(int n, long search, long build, long disjoint, IntFunction<E> element) {
        COMPARISONS.set(0);
        ORSet<E> set = of(A, 0, n, element);
        assertEquals(n, set.size());
        assertAtMost(build, "adding all");
        ORSet<E> same = of(A, 0, n, element);
        COMPARISONS.set(0);

        assertEquals(set, same);
        assertAtMost(n * Math.min(search, 64), "equality");
        assertSame(set, set.merge(same));
        assertAtMost(n * Math.min(search, 64), "merge of equals");

        ORSet<E> here = goneOn(set, n, 0, element);
        ORSet<E> there = goneOn(same, n, 1, element);
        COMPARISONS.set(0);
        ORSet<E> merged = here.merge(there);
        long near = n * Math.min(search, 64) + 4L * DIFFERENCES * search;
        assertAtMost(near, "merge with what shares nothing");
        assertEquals(n, merged.size());
        assertTrue(merged.contains(element.apply(n)) && merged.contains(element.apply(n + 1)));
        assertFalse(merged.contains(element.apply(0)) || merged.contains(element.apply(1)));
        assertNotEquals(here, there);
        COMPARISONS.set(0);

        ORSet<E> delta = merged.delta(same);
        assertEquals(DIFFERENCES, delta.size());
        assertAtMost(near, "delta");
        COMPARISONS.set(0);
        ORSet<E> caughtUp = same.merge(delta);
        assertAtMost(n * Math.min(search, 64) + 6L * DIFFERENCES * search, "applying a delta");
        assertEquals(merged, caughtUp);
        assertTrue(same.leq(caughtUp));
        COMPARISONS.set(0);

        assertEquals(n - 1, set.remove(element.apply(n / 2)).size());
        assertTrue(set.contains(element.apply(n - 1)));
        assertFalse(set.contains(element.apply(-1)));
        assertAtMost(4 * search, "remove and contains");

        ORSet<E> others = of(B, n, 2 * n, element);
        COMPARISONS.set(0);
        assertEquals(2 * n, set.merge(others).size());
        assertAtMost(disjoint, "merge of what has nothing in common");
    }

    private static void onALittleStack(Runnable everything) throws InterruptedException {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(null, everything, "a thread of little stack", 256 * 1024);
        thread.setUncaughtExceptionHandler((failed, problem) -> thrown.set(problem));
        thread.start();
        thread.join();
        assertNull(thrown.get(), () -> "thrown: " + thrown.get());
    }

    @Test
    void aHundredThousandThatCompareCostTheirLogarithm() throws InterruptedException {
        int n = 100_000;
        long search = 2 * 17 + 8;
        onALittleStack(() -> check(n, search, 2L * n * search, 4L * n * search, Ordered::new));
    }

    @Test
    void ofTenThousandWithoutAnOrderOnlyDifferencesAreSearched() throws InterruptedException {
        int n = 10_000;
        long pairs = (long) n * n;
        onALittleStack(() -> check(n, n + 2L * DIFFERENCES, pairs / 2 + n, pairs + n, Plain::new));
    }
}
