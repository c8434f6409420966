package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.internal.trie.PersistentMapModelTest.Value;
import java.util.HashSet;
import java.util.Set;

/** A combiner whose policy is drawn from a seed, and whose answers depend on nothing but the policy and the question. */
final class RandomAnswers implements Combiner<TestKey, Value> {

    private static final int KEEP = 0;
    private static final int DROP = 1;
    private static final int CHANGE = 2;
    private static final int BY_KEY = 3;
    private static final Value CHANGED = new Value(77);

    private final int forLeft;
    private final int forRight;
    private final int forBoth;
    private final boolean prefersLeft;
    private final boolean announces;
    private final Set<TestKey> asked = new HashSet<>();

    RandomAnswers(int seed) {
        forLeft = Math.floorMod(seed, 5) % 4;
        forRight = Math.floorMod(seed / 5, 5) % 4;
        forBoth = Math.floorMod(seed / 25, 5) % 4;
        prefersLeft = Math.floorMod(seed / 125, 2) == 0;
        announces = Math.floorMod(seed / 250, 2) == 0;
    }

    /** What the merge has to make of a key, either value being null where the map has none. */
    Value expected(TestKey key, Value left, Value right) {
        if (left == right) {
            return left;
        }
        if (left != null && right != null) {
            return answer(forBoth, key, prefersLeft ? left : right);
        }
        return left != null ? answer(forLeft, key, left) : answer(forRight, key, right);
    }

    private static Value answer(int policy, TestKey key, Value value) {
        return switch (policy) {
            case KEEP -> value;
            case DROP -> null;
            case CHANGE -> CHANGED;
            case BY_KEY -> answer(Math.floorMod(key.toString().hashCode(), BY_KEY), key, value);
            default -> throw new AssertionError("policy " + policy);
        };
    }

    @Override
    public Value both(TestKey key, Value left, Value right) {
        assertTrue(asked.add(key), "a key asked about twice");
        assertNotSame(left, right);
        return expected(key, assertPresent(left), assertPresent(right));
    }

    @Override
    public Value left(TestKey key, Value left) {
        assertTrue(asked.add(key), "a key asked about twice");
        assertFalse(keepsLeft(), "asked about a key of the left map that is kept");
        return expected(key, assertPresent(left), null);
    }

    @Override
    public Value right(TestKey key, Value right) {
        assertTrue(asked.add(key), "a key asked about twice");
        assertFalse(keepsRight(), "asked about a key of the right map that is kept");
        return expected(key, null, assertPresent(right));
    }

    private static Value assertPresent(Value value) {
        assertNotNull(value);
        return value;
    }

    @Override
    public boolean keepsLeft() {
        return announces && forLeft == KEEP;
    }

    @Override
    public boolean keepsRight() {
        return announces && forRight == KEEP;
    }
}
