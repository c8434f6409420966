package io.github.crdt4j.fuzz;

import java.util.Arrays;
import java.util.List;

/** An input read as a sequence of choices: once it is used up, every choice is the first. */
final class Choices {

    private final byte[] input;
    private int at;

    Choices(byte[] input) {
        this.input = input;
    }

    boolean isUsedUp() {
        return at >= input.length;
    }

    int octet() {
        return isUsedUp() ? 0 : input[at++] & 0xFF;
    }

    /** A number from 0 on, less than the bound. */
    int below(int bound) {
        return (bound <= 256 ? octet() : octet() << 8 | octet()) % bound;
    }

    boolean chance(int oneOf) {
        return octet() % oneOf == 1;
    }

    <T> T oneOf(List<T> all) {
        return all.get(below(all.size()));
    }

    /** That many of the next octets, or all that are left. */
    byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(input, at, Math.min(input.length, at + length));
        at += taken.length;
        return taken;
    }

    /** All octets that are left. */
    byte[] rest() {
        return take(input.length - at);
    }
}
