package io.github.crdt4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickstartCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Berlin and Tokyo have the same list: | [eggs, milk]
            Berlin removes the eggs and the milk: | []
            Tokyo meanwhile adds milk and rice: | [eggs, milk, rice]
            Berlin merges it: | [milk, rice]
            Tokyo merges what Berlin has: | [milk, rice]
            """)
    void tellsWhatHappens(String what, String list) {
        Result result = CommandLines.run("quickstart");
        assertEquals(0, result.status(), result.err());
        assertTrue(
                result.lines().stream().anyMatch(line -> line.matches("\\Q" + what + "\\E +\\Q" + list + "\\E")),
                result.out());
    }
}
