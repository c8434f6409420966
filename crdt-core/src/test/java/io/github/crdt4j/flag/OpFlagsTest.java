package io.github.crdt4j.flag;

import static io.github.crdt4j.Effects.after;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.VectorClock;
import org.junit.jupiter.api.Test;

class OpFlagsTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final VectorClock NOTHING = VectorClock.empty();
    private static final VectorClock ONE_OF_A = NOTHING.tick(A);
    private static final OpEWFlag OFF = OpEWFlag.empty();
    private static final OpEWFlag ON = after(OFF, OFF.enable(), A, NOTHING);
    private static final OpDWFlag UNTOUCHED = OpDWFlag.empty();
    private static final OpDWFlag ENABLED = after(UNTOUCHED, UNTOUCHED.enable(), A, NOTHING);

    @Test
    void enableWinsOverAConcurrentDisable() {
        assertTrue(ON.isEnabled());
        assertTrue(after(ON, ON.disable(), B, NOTHING).isEnabled());
        assertFalse(after(ON, ON.disable(), B, ONE_OF_A).isEnabled());
        OpEWFlag both = after(ON, ON.enable(), B, NOTHING);
        assertTrue(after(both, both.disable(), A, ONE_OF_A).isEnabled(), "the enable of b was not seen");
    }

    @Test
    void disableWinsOverAConcurrentEnable() {
        assertFalse(UNTOUCHED.isEnabled());
        assertTrue(ENABLED.isEnabled());
        OpDWFlag concurrent = after(ENABLED, ENABLED.disable(), B, NOTHING);
        assertFalse(concurrent.isEnabled());
        assertFalse(after(concurrent, concurrent.enable(), A, ONE_OF_A).isEnabled(), "the disable of b was not seen");
        assertTrue(after(concurrent, concurrent.enable(), A, ONE_OF_A.tick(B)).isEnabled());
        assertFalse(after(UNTOUCHED, UNTOUCHED.disable(), B, NOTHING).isEnabled());
    }

    @Test
    void onlyWhatWasSeenIsForgotten() {
        assertSame(ON, ON.forget(NOTHING.tick(B)));
        assertSame(OFF, ON.forget(ONE_OF_A));
        assertSame(OFF, after(OFF, OFF.disable(), A, NOTHING));
        assertSame(ENABLED, ENABLED.forget(NOTHING.tick(B)));
        assertEquals(UNTOUCHED, ENABLED.forget(ONE_OF_A));
        OpDWFlag both = after(ENABLED, ENABLED.disable(), B, NOTHING);
        assertTrue(both.forget(NOTHING.tick(B)).isEnabled());
    }

    @Test
    void textsBeginWithTheValue() {
        assertEquals("OpEWFlag false", OFF.toString());
        assertEquals("OpEWFlag true (a:1)", ON.toString());
        assertEquals("OpDWFlag false", UNTOUCHED.toString());
        assertEquals("OpDWFlag true ([a:1->true])", ENABLED.toString());
        assertEquals(true, ON.plain());
        assertEquals(false, UNTOUCHED.plain());
    }

    @Test
    void statesAreEqualByWhatTheyKeep() {
        assertEquals(ON, after(OFF, OFF.enable(), A, NOTHING));
        assertEquals(ON.hashCode(), after(OFF, OFF.enable(), A, NOTHING).hashCode());
        assertNotEquals(ON.hashCode(), OFF.hashCode());
        assertNotEquals(ON, OFF);
        assertNotEquals(ON, after(OFF, OFF.enable(), B, NOTHING));
        assertEquals(
                ENABLED.hashCode(),
                after(UNTOUCHED, UNTOUCHED.enable(), A, NOTHING).hashCode());
        assertNotEquals(ENABLED, after(UNTOUCHED, UNTOUCHED.disable(), A, NOTHING));
        assertNotEquals(ENABLED.hashCode(), UNTOUCHED.hashCode());
    }
}
