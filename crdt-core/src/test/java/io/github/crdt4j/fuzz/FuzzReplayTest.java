package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fuzz targets without a fuzzer: on the inputs it kept, and on some drawn from a seed. */
class FuzzReplayTest {

    private static final int DRAWN = Integer.getInteger("crdt4j.fuzz.drawn", 600);

    /** One input in so many must get past the first checks. */
    private static final int ONE_IN = 6;

    @TestFactory
    Stream<DynamicTest> inputsThatWereKept() {
        return Arrays.stream(Target.values())
                .map(target -> dynamicTest(target.directory(), () -> {
                    List<byte[]> kept = Corpus.kept(target);
                    assertTrue(kept.size() > 10);
                    kept.forEach(input -> target.run(input, "kept"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> inputsDrawnFromASeed() {
        return Arrays.stream(Target.values())
                .map(target -> dynamicTest(target.directory(), () -> {
                    int far = 0;
                    for (long seed = 0; seed < DRAWN; seed++) {
                        var random = new SplittableRandom(seed);
                        byte[] input = new byte[random.nextInt(120)];
                        random.nextBytes(input);
                        far += target.run(input, "seed " + seed) ? 1 : 0;
                    }
                    assertTrue(far > DRAWN / ONE_IN, far + " got past the first checks");
                }));
    }
}
