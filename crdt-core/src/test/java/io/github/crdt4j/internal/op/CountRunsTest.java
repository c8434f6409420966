package io.github.crdt4j.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Runs beside a plain map from events to amounts. */
class CountRunsTest {

    private static CountRuns of(Map<Long, BigInteger> events) {
        CountRuns runs = null;
        for (var event : events.entrySet()) {
            runs = CountRuns.add(runs, event.getKey(), event.getValue());
        }
        return runs;
    }

    private static SortedMap<Long, BigInteger> events(CountRuns runs) {
        var events = new TreeMap<Long, BigInteger>();
        for (CountRuns run = runs; run != null; run = run.older()) {
            for (long i = 0; i < run.count(); i++) {
                events.put(run.first() + run.step() * i, run.amount());
            }
        }
        return events;
    }

    @Test
    void aLongRunOfEqualIncrementsIsOneObject() {
        for (long step : new long[] {1, 2, 7}) {
            CountRuns runs = null;
            for (long i = 1; i <= 100_000; i++) {
                runs = CountRuns.add(runs, i * step, BigInteger.ONE);
            }
            assertEquals(1, runs.size());
            assertEquals(BigInteger.valueOf(100_000), runs.total());
            assertEquals(
                    BigInteger.valueOf(99_990), CountRuns.after(runs, 10 * step).total());
            assertNull(CountRuns.after(runs, 100_000 * step));
            assertSame(runs, CountRuns.after(runs, 0));
        }
    }

    @Test
    void runsAreWhatAPlainMapIs() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            var plain = new TreeMap<Long, BigInteger>();
            CountRuns runs = null;
            long number = 0;
            int amounts = 1 + random.nextInt(3);
            for (int i = random.nextInt(25); i > 0; i--) {
                if (random.nextInt(5) > 0 || number == 0) {
                    number += 1 + random.nextInt(3);
                }
                BigInteger amount = BigInteger.valueOf(random.nextInt(2 * amounts + 1) - amounts);
                if (plain.getOrDefault(number, BigInteger.ZERO).add(amount).signum() == 0) {
                    plain.remove(number);
                } else {
                    plain.merge(number, amount, BigInteger::add);
                }
                runs = CountRuns.add(runs, number, amount);
            }
            assertEquals(plain, events(runs));
            if (runs == null) {
                continue;
            }
            assertEquals(of(plain), runs, "one form, however it came about");
            assertEquals(of(plain).hashCode(), runs.hashCode());
            assertEquals(plain.values().stream().reduce(BigInteger.ZERO, BigInteger::add), runs.total());
            long cut = random.nextInt((int) number + 2);
            CountRuns later = CountRuns.after(runs, cut);
            var rest = new TreeMap<>(plain.tailMap(cut, false));
            assertEquals(rest, events(later));
            assertEquals(of(rest), later, "one form after a cut");
            assertTrue(later == null || later.size() <= runs.size());
        }
    }

    @Test
    void anEventBeforeTheLatestIsRefused() {
        CountRuns runs = CountRuns.add(null, 5, BigInteger.TWO);
        assertThrows(IllegalArgumentException.class, () -> CountRuns.add(runs, 4, BigInteger.TWO));
    }

    @Test
    void manyRunsAreComparedWithoutRecursion() {
        CountRuns one = null;
        CountRuns other = null;
        for (long i = 1; i <= 200_000; i++) {
            one = CountRuns.add(one, i, BigInteger.valueOf(i));
            other = CountRuns.add(other, i, BigInteger.valueOf(i));
        }
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals(199_000, CountRuns.after(one, 1_000).size());
    }
}
