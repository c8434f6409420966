package io.github.crdt4j.examples.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogGeneratorTest {

    @Test
    void oneSeedMakesOneLog() {
        assertEquals(lines(42, 2000), lines(42, 2000));
    }

    @Test
    void anotherSeedMakesAnotherLog() {
        assertNotEquals(lines(42, 2000), lines(43, 2000));
    }

    @Test
    void longerLogBeginsAsTheShorterOne() {
        assertEquals(lines(7, 100), lines(7, 300).subList(0, 100));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -1, Long.MIN_VALUE})
    void shapeIsThatOfARealLog(long seed) throws MalformedLineException {
        List<Request> requests = new ArrayList<>();
        for (String line : lines(seed, 10_000)) {
            LineParser parser = new LineParser(line);
            requests.add(parser.parse());
            assertFalse(parser.cutShort(), line);
        }
        List<Integer> hosts = counts(requests, Request::host);
        between(1500, 2100, hosts.size());
        between(150, 1500, hosts.get(0));
        between(250, 900, Collections.frequency(hosts, 1));
        List<Integer> pages = counts(requests, Request::page);
        between(1000, 1500, pages.size());
        between(500, 1200, pages.get(0));
        between(400, 900, Collections.frequency(pages, 1));
        between(
                1500,
                2700,
                requests.stream()
                        .filter(r -> r.userAgent().matches("(?i).*(bot|feed|slurp|spider).*"))
                        .count());
        between(8800, 9500, requests.stream().filter(r -> r.status() == 200).count());
        between(1, 500, requests.stream().filter(r -> r.host().contains(":")).count());
        for (int i = 1; i < requests.size(); i++) {
            assertFalse(requests.get(i).time().isBefore(requests.get(i - 1).time()), "time goes back at " + i);
        }
    }

    private static void between(long low, long high, long actual) {
        assertTrue(low <= actual && actual <= high, actual + " is not between " + low + " and " + high);
    }

    private static List<Integer> counts(List<Request> requests, Function<Request, String> key) {
        Map<String, Integer> counts = new HashMap<>();
        requests.forEach(request -> counts.merge(key.apply(request), 1, Integer::sum));
        return counts.values().stream().sorted(Collections.reverseOrder()).toList();
    }

    private static List<String> lines(long seed, int count) {
        return Stream.generate(new LogGenerator(seed)::next).limit(count).toList();
    }
}
