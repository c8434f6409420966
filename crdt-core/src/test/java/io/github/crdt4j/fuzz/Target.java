package io.github.crdt4j.fuzz;

import java.util.HexFormat;
import java.util.Locale;

/** What a fuzzer, the replay and the marathon run. */
enum Target {
    DECODE,
    LATTICE,
    SYNC,
    SERIALIZERS,
    OPERATIONS;

    /** Its name where inputs are kept. */
    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Runs one input, and says whether it got past the first checks; a finding tells the input, and whence it came. */
    boolean run(byte[] input, String whence) {
        Work.begins(whence);
        try {
            return switch (this) {
                case DECODE -> DecodeTarget.run(input);
                case LATTICE -> LatticeTarget.run(input);
                case SYNC -> SyncTarget.run(input);
                case SERIALIZERS -> SerializersTarget.run(input);
                case OPERATIONS -> OperationsTarget.run(input);
            };
        } catch (Throwable finding) {
            throw new AssertionError(
                    directory() + " " + whence + ": " + HexFormat.of().formatHex(input), finding);
        }
    }
}
