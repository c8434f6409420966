package io.github.crdt4j.fuzz;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a target on a great many inputs without a fuzzer, and so in as little memory as one likes, and ten times as fast: on
 * those that were kept and found, and on what a seed makes of them.
 */
final class Marathon {

    private static final int LONGEST = 512;

    /** One input in so many may be as long as bytes get, see {@link AlmostValid}. */
    private static final int ONE_IN = 64;

    private static final int TOLD = 100_000;

    /** Between the seeds of two inputs, so that each can be made without those before it. */
    private static final long STEP = 0xd1342543de82ef95L;

    private final long seed;
    private final List<byte[]> known;
    private SplittableRandom random;

    private Marathon(long seed, List<byte[]> known) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.known = known;
    }

    /**
     * Runs; the first finding ends it, and tells its input. The number of the input that took the most processor time for its
     * bytes is printed; to run it alone, give that number and a count of 1.
     *
     * @param arguments the target, how many inputs, the seed, the directory of the fuzzer, which may be missing, and the
     *     number of the first input, 1 unless given
     * @throws IOException if inputs cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Target target = Arrays.stream(Target.values())
                .filter(one -> one.directory().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(arguments[0]));
        long count = Long.parseLong(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        List<byte[]> known = known(target, Path.of(arguments[3]));
        System.out.printf("%s: seed %d, %,d known inputs%n", target.directory(), seed, known.size());
        known.forEach(input -> target.run(input, "known"));
        new Marathon(seed, known).run(target, arguments.length > 4 ? Long.parseLong(arguments[4]) : 1, count);
    }

    private static List<byte[]> known(Target target, Path fuzzer) throws IOException {
        var known = new ArrayList<>(Corpus.kept(target));
        Path found = fuzzer.resolve(target.directory());
        if (Files.isDirectory(found)) {
            try (var files = Files.list(found)) {
                for (Path file : files.sorted().toList()) {
                    known.add(Files.readAllBytes(file));
                }
            }
        }
        return known;
    }

    private void run(Target target, long first, long count) {
        long far = 0;
        for (long number = first; number < first + count; number++) {
            random = new SplittableRandom(seed + STEP * number);
            far += target.run(changed(one()), "input " + number) ? 1 : 0;
            if (number % TOLD == 0 || number == first + count - 1) {
                System.out.printf(
                        "%s: %,d inputs, %,d got past the first checks, at most %s%n",
                        target.directory(), number, far, Work.worst());
            }
        }
    }

    private byte[] one() {
        return known.get(random.nextInt(known.size()));
    }

    private byte[] changed(byte[] input) {
        byte[] changed = input;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            changed = changedOnce(changed);
        }
        int longest = LONGEST;
        if (random.nextInt(ONE_IN) == 0) {
            longest = AlmostValid.LONGEST;
            changed = Bytes.concat(changed, octets(random.nextInt(longest)));
        }
        return changed.length <= longest ? changed : Arrays.copyOf(changed, longest);
    }

    private byte[] changedOnce(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0, 1 -> replaced(input, at, Math.min(input.length, at + 1), octets(1));
            case 2 -> replaced(input, at, at, octets(1 + random.nextInt(4)));
            case 3 -> replaced(input, at, to, new byte[0]);
            case 4 -> replaced(input, at, at, Arrays.copyOfRange(input, at, to));
            default -> {
                byte[] other = one();
                int from = random.nextInt(other.length + 1);
                yield replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
            }
        };
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        return Bytes.concat(Arrays.copyOf(input, from), by, Arrays.copyOfRange(input, to, input.length));
    }
}
