package io.github.crdt4j.fuzz;

import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;

/** What a fuzzer, the replay and the marathon run. */
enum Target {
    DECODE(DecodeTarget::run),
    LATTICE(LatticeTarget::run),
    SYNC(SyncTarget::run),
    SERIALIZERS(SerializersTarget::run);

    private final Predicate<byte[]> run;

    Target(Predicate<byte[]> run) {
        this.run = run;
    }

    /** Its name where inputs are kept. */
    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Runs one input, and says whether it got past the first checks; a finding tells the input, and whence it came. */
    boolean run(byte[] input, String whence) {
        try {
            return run.test(input);
        } catch (Throwable finding) {
            throw new AssertionError(
                    directory() + " " + whence + ": " + HexFormat.of().formatHex(input), finding);
        }
    }
}
