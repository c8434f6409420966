package io.github.crdt4j.laws;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Keys and elements that break hash tables and sorted trees: few, so that histories meet the same one again and again,
 * and with equal hash codes.
 */
public final class Keys {

    private static final List<String> TEXTS = List.of("Aa", "BB", "Aa", "BB", "x");

    private Keys() {}

    /**
     * A text, of three; two of them have one hash code.
     *
     * @param random the only source of randomness
     * @return "Aa", "BB" or "x"
     */
    public static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /**
     * A key that has no order, of three; all of them have one hash code.
     *
     * @param random the only source of randomness
     * @return one of three keys
     */
    public static Opaque opaque(RandomGenerator random) {
        return new Opaque(random.nextInt(3));
    }

    /**
     * A key that is not comparable, and whose hash code tells nothing.
     *
     * @param number tells it from others
     */
    public record Opaque(int number) {

        @Override
        public int hashCode() {
            return 7;
        }

        @Override
        public String toString() {
            return "k" + number;
        }
    }
}
