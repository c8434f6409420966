package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column is a sorted map from numbers to values. */
class ColumnTest {

    private static final int STEPS = 3_000;

    private static <V> Map<Long, V> contents(Column<V> column, long from, long to) {
        var contents = new TreeMap<Long, V>();
        var order = new ArrayList<Long>();
        column.forEach(from, to, (number, value) -> {
            contents.put(number, value);
            order.add(number);
        });
        assertEquals(List.copyOf(contents.keySet()), order, "visited in order, each once");
        return contents;
    }

    /** The span decides how many levels there are, and how full they are. */
    @ParameterizedTest
    @ValueSource(longs = {8, 40, 1_000, 1L << 20, 1L << 40, Long.MAX_VALUE})
    void agreesWithASortedMap(long span) {
        var random = new SplittableRandom(span);
        var model = new TreeMap<Long, String>();
        var kept = new ArrayList<Map.Entry<Column<String>, Map<Long, String>>>();
        Column<String> column = Column.empty();
        Object editor = null;
        for (int i = 0; i < STEPS; i++) {
            if (i % 50 == 0) {
                editor = null; // what was written into is frozen from here on
                kept.add(Map.entry(column, Map.copyOf(model)));
                editor = random.nextBoolean() ? new Object() : null;
            }
            long number = model.isEmpty() || random.nextInt(3) > 0
                    ? 1 + random.nextLong(span == Long.MAX_VALUE ? span - 1 : span)
                    : model.firstKey();
            if (random.nextInt(5) < 2) {
                column = column.remove(editor, number);
                model.remove(number);
            } else {
                column = column.put(editor, number, "v" + i);
                model.put(number, "v" + i);
            }
            assertEquals(model.get(number), column.get(number));
            assertEquals(model.isEmpty(), column.isEmpty());
        }
        assertEquals(model, contents(column, 1, Long.MAX_VALUE));
        kept.forEach(version -> assertEquals(version.getValue(), contents(version.getKey(), 1, Long.MAX_VALUE)));
    }

    /** In any order, close together or far apart, and the same value twice. */
    @ParameterizedTest
    @ValueSource(longs = {8, 40, 1_000, 1L << 20, 1L << 40, Long.MAX_VALUE})
    void laidDownAtOnceAgreesWithASortedMap(long span) {
        var random = new SplittableRandom(span);
        for (int size = 0; size < 200; size = size * 3 / 2 + 1) {
            var model = new TreeMap<Long, String>();
            var bulk = new BulkColumn<String>();
            boolean ascending = random.nextBoolean();
            long number = 0;
            for (int i = 0; i < size; i++) {
                number = ascending ? number + 1 + random.nextLong(5) : 1 + random.nextLong(span - 1);
                bulk.add(number, "v" + number);
                model.put(number, "v" + number);
            }
            Column<String> column = bulk.build();
            assertEquals(model, contents(column, 1, Long.MAX_VALUE));
            for (long present : model.keySet()) {
                column = column.remove(null, present);
            }
            assertSame(Column.empty(), column);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 40})
    void twoValuesOfOneNumberAreNoColumn(long number) {
        var bulk = new BulkColumn<String>();
        bulk.add(number, "one");
        bulk.add(number + 1, "another");
        bulk.add(number, "two");
        assertNull(bulk.build());
    }

    @Test
    void visitsRangesOnly() {
        Column<Long> column = Column.empty();
        for (long number = 1; number < 5_000; number += 3) {
            column = column.put(null, number, number);
        }
        var random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            long from = 1L + random.nextInt(5_100);
            long to = from + random.nextInt(200);
            var expected = new TreeMap<Long, Long>();
            for (long number = from; number <= to && number < 5_000; number++) {
                if (number % 3 == 1) {
                    expected.put(number, number);
                }
            }
            assertEquals(expected, contents(column, from, to));
        }
    }

    @Test
    void theGreatestNumberIsANumberLikeAnyOther() {
        Column<String> column = Column.<String>empty().put(null, 1, "first").put(null, Long.MAX_VALUE, "last");
        assertEquals("last", column.get(Long.MAX_VALUE));
        assertEquals(Map.of(Long.MAX_VALUE, "last"), contents(column, 2, Long.MAX_VALUE));
        assertEquals(Map.of(1L, "first"), contents(column.remove(null, Long.MAX_VALUE), 1, Long.MAX_VALUE));
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        Column<String> column = Column.<String>empty().put(null, 7, "seven");
        assertSame(column, column.remove(null, 8));
        assertSame(column, column.remove(null, 7 + (1L << 35)));
        assertNull(column.get(7 + (1L << 35)));
        assertTrue(column.remove(null, 7).isEmpty());
        assertSame(Column.empty(), column.remove(null, 7));
    }
}
