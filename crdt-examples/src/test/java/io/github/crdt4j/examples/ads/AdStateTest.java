package io.github.crdt4j.examples.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.log.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdStateTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final Impression HUMAN = new Impression("h1", "/x", false);
    private static final Impression ROBOT = new Impression("h2", "/y", true);

    @Test
    void robotsCountForTheTotalButNotForTheNet() {
        Values values = AdState.EMPTY.show(A, List.of(HUMAN, ROBOT, HUMAN)).values();
        assertEquals(new Values(3, 2, Map.of("/x", 2L, "/y", 1L), Set.of("h1", "h2"), Set.of(), Map.of()), values);
    }

    @Test
    void concurrentImpressionsAllCount() {
        AdState start = AdState.EMPTY.show(A, List.of(HUMAN));
        AdState a = start.show(A, List.of(HUMAN, ROBOT));
        AdState b = start.show(B, List.of(HUMAN));
        assertEquals(a.merge(b), b.merge(a));
        assertEquals(
                new Values(4, 3, Map.of("/x", 3L, "/y", 1L), Set.of("h1", "h2"), Set.of(), Map.of()),
                a.merge(b).values());
    }

    @Test
    void noImpressionsAreNoChange() {
        AdState state = AdState.EMPTY.show(A, List.of(HUMAN));
        assertSame(state, state.show(A, List.of()));
    }

    @Test
    void deltaHoldsTheNewsOnly() {
        AdState before = AdState.EMPTY.show(A, List.of(HUMAN));
        AdState after = before.show(A, List.of(ROBOT));
        AdState delta = after.delta(before);
        assertFalse(delta.pages().containsKey("/x"));
        assertTrue(delta.pages().containsKey("/y"));
        assertEquals(Set.of("h2"), delta.visitors().elements());
        assertEquals(after, before.merge(delta));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64; rv:27.0) Gecko/20100101 Firefox/27.0 | false
            Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | true
            Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/) | true
            UniversalFeedParser/4.2 +http://feedparser.org/ | true
            Tiny Tiny RSS/1.11 (http://tt-rss.org/) | true
            Wget/1.13.4 (linux-gnu) | true
            - | false
            """)
    void robotIsWhoSaysSo(String userAgent, boolean robot) {
        Request request = new Request("h", Instant.EPOCH, "GET", "/p", 200, 1, userAgent);
        assertEquals(new Impression("h", "/p", robot), Impression.of(request));
    }
}
