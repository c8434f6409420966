package io.github.crdt4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Elements of sets and keys of maps: random strings of 12 letters, or random boxed longs. */
final class Elements {

    private final boolean strings;
    private final SplittableRandom random;

    Elements(String kind, long seed) {
        this.strings = "strings".equals(kind);
        this.random = new SplittableRandom(seed);
    }

    Object next() {
        return strings ? word(random) : (Object) random.nextLong();
    }

    Object[] next(int count) {
        return Stream.generate(this::next).limit(count).toArray();
    }

    /**
     * Elements for bytes: random letters or longs, numbered users in order, or these in random order.
     *
     * @param kind "letters", "longs", "users" or "shuffled"
     * @param count how many
     */
    static Object[] of(String kind, int count) {
        if (kind.equals("letters") || kind.equals("longs")) {
            return new Elements(kind.equals("letters") ? "strings" : kind, 1).next(count);
        }
        List<Object> users = IntStream.range(0, count)
                .mapToObj("user-%07d"::formatted)
                .collect(Collectors.toCollection(ArrayList::new));
        if (kind.equals("shuffled")) {
            Collections.shuffle(users, new Random(1));
        }
        return users.toArray();
    }

    static String word(SplittableRandom random) {
        return random.ints(12, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** An equal element that is another object, as whoever asks for an element has one. */
    @SuppressWarnings({"removal", "deprecation"}) // another object is the point
    static Object copy(Object element) {
        return element instanceof String word ? new String(word.toCharArray()) : new Long((Long) element);
    }
}
