package io.github.crdt4j.fuzz;

import java.util.HexFormat;
import java.util.Locale;

/** What a fuzzer, the replay and the marathon run. */
enum Target {
    DECODE {
        @Override
        boolean run(byte[] input) {
            return DecodeTarget.run(input);
        }
    },
    LATTICE {
        @Override
        boolean run(byte[] input) {
            return LatticeTarget.run(input);
        }
    },
    SYNC {
        @Override
        boolean run(byte[] input) {
            return SyncTarget.run(input);
        }
    },
    SERIALIZERS {
        @Override
        boolean run(byte[] input) {
            return SerializersTarget.run(input);
        }
    };

    /** Runs one input; says whether it got past the first checks. */
    abstract boolean run(byte[] input);

    /** Its name where inputs are kept. */
    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As {@link #run(byte[])}; a finding tells the input. */
    boolean run(byte[] input, Object whence) {
        try {
            return run(input);
        } catch (Throwable finding) {
            throw new AssertionError(
                    directory() + " " + whence + ": " + HexFormat.of().formatHex(input), finding);
        }
    }
}
