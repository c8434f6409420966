package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** How the types refuse what they are given. */
public final class Refusals {

    private Refusals() {}

    /** Checks that a call refuses null, and that its message tells what was null. */
    public static void assertNames(String parameter, Executable call) {
        var refused = assertThrows(NullPointerException.class, call);
        assertTrue(refused.getMessage().contains(parameter), refused::getMessage);
    }

    /** Checks that a call refuses its arguments, in these words. */
    public static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
