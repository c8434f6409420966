package io.github.crdt4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void noCommandIsAnErrorThatListsTheCommands() {
        Result result = CommandLines.run();
        assertEquals(2, result.status());
        for (String command : new String[] {"quickstart", "cart", "ads", "oplog", "service"}) {
            assertTrue(result.err().contains(command), result.err());
        }
    }

    @Test
    void unknownCommandIsAnErrorThatNamesIt() {
        Result result = CommandLines.run("adds");
        assertEquals(2, result.status());
        assertTrue(result.err().startsWith("crdt-examples: no such command: adds\n"), result.err());
        for (String command : new String[] {"quickstart", "cart", "ads", "oplog", "service"}) {
            assertTrue(result.err().contains(command), result.err());
        }
    }

    @Test
    void unknownOptionIsAnErrorThatNamesIt() {
        Result result = CommandLines.run("--seed=1", "ads");
        assertEquals(2, result.status());
        assertTrue(result.err().startsWith("crdt-examples: no such option: --seed=1\n"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "cart", "ads", "oplog", "service"})
    void everyCommandHasHelp(String command) {
        Result result = CommandLines.run(command, "--help");
        assertEquals(0, result.status());
        assertTrue(result.out().startsWith("Usage: crdt-examples " + command), result.out());
    }
}
