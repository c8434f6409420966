package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The fuzz targets without a fuzzer: on the inputs it kept, and on some drawn from a seed. */
class FuzzReplayTest {

    private static final int DRAWN = Integer.getInteger("crdt4j.fuzz.drawn", 600);

    /** Runs one input; says whether it got past the first checks. */
    private interface Target {
        boolean run(byte[] input);
    }

    private record Named(String name, Target target, int oneIn) {}

    private static final List<Named> TARGETS = List.of(
            new Named("decode", DecodeTarget::run, 6),
            new Named("lattice", LatticeTarget::run, 6),
            new Named("sync", SyncTarget::run, 6),
            new Named("serializers", SerializersTarget::run, 6),
            new Named("operations", OperationsTarget::run, 6));

    private static boolean run(Named one, byte[] input, Object whence) {
        try {
            return one.target().run(input);
        } catch (Throwable finding) {
            throw new AssertionError(
                    one.name() + " " + whence + ": " + HexFormat.of().formatHex(input), finding);
        }
    }

    @TestFactory
    Stream<DynamicTest> inputsThatWereKept() {
        return TARGETS.stream()
                .map(one -> dynamicTest(one.name(), () -> {
                    List<byte[]> kept = Corpus.kept(one.name());
                    assertTrue(kept.size() > 10);
                    kept.forEach(input -> run(one, input, "kept"));
                }));
    }

    @Test
    void everyTargetIsReplayed() {
        assertEquals(Corpus.TARGETS, TARGETS.stream().map(Named::name).toList());
    }

    @TestFactory
    Stream<DynamicTest> inputsDrawnFromASeed() {
        return TARGETS.stream()
                .map(one -> dynamicTest(one.name(), () -> {
                    int far = 0;
                    for (long seed = 0; seed < DRAWN; seed++) {
                        var random = new SplittableRandom(seed);
                        byte[] input = new byte[random.nextInt(120)];
                        random.nextBytes(input);
                        far += run(one, input, "seed " + seed) ? 1 : 0;
                    }
                    assertTrue(far > DRAWN / one.oneIn(), far + " got past the first checks");
                }));
    }
}
