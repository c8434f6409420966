package io.github.crdt4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Elements of sets and keys of maps: random strings of 12 letters, or random boxed longs. */
final class Elements {

    private static final List<String> GIVEN_NAMES = List.of(
            "ada",
            "alan",
            "anita",
            "barbara",
            "blaise",
            "donald",
            "edsger",
            "frances",
            "grace",
            "jean",
            "john",
            "karen",
            "leslie",
            "margaret",
            "niklaus",
            "radia",
            "robin",
            "shafi",
            "tony",
            "vint");
    private static final List<String> FAMILY_NAMES = List.of(
            "allen",
            "bartik",
            "borg",
            "cerf",
            "dijkstra",
            "goldwasser",
            "hamilton",
            "hoare",
            "hopper",
            "knuth",
            "lamport",
            "liskov",
            "lovelace",
            "milner",
            "neumann",
            "perlman",
            "shannon",
            "sparck",
            "turing",
            "wirth");
    private static final List<String> PROVIDERS =
            List.of("example.com", "example.net", "example.org", "mail.example.com", "post.example.org");

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
     * Elements for bytes: random letters or longs, numbered users in order, these in random order, mail addresses, or
     * UUIDs as text.
     *
     * @param kind "letters", "longs", "users", "shuffled", "mail" or "uuids"
     * @param count how many
     */
    static Object[] of(String kind, int count) {
        if (kind.equals("mail") || kind.equals("uuids")) {
            var random = new SplittableRandom(1);
            return Stream.generate(() -> kind.equals("mail") ? mail(random) : uuid(random))
                    .distinct()
                    .limit(count)
                    .toArray();
        }
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

    /** An address such as ada.lovelace123@example.com: two names of people, a number of up to five digits, a provider. */
    private static String mail(SplittableRandom random) {
        return one(GIVEN_NAMES, random) + "." + one(FAMILY_NAMES, random) + random.nextInt(100_000) + "@"
                + one(PROVIDERS, random);
    }

    private static String uuid(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String one(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
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
