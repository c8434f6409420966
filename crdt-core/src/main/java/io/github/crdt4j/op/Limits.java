package io.github.crdt4j.op;

/**
 * How much a {@link CausalBroadcast} keeps in memory.
 *
 * @param heldMessages the most messages that wait for others, not negative
 * @param heldBytes the most bytes they may weigh together, as they are weighed there, not negative
 * @param remembered the most messages already carried out that are remembered, in order to compare repetitions with them,
 *     not negative; the latest are
 */
public record Limits(int heldMessages, long heldBytes, int remembered) {

    /** 10 000 messages and 16 MiB waiting, 1 000 remembered. */
    public static final Limits DEFAULT = new Limits(10_000, 16 << 20, 1_000);

    /**
     * Checks the components.
     *
     * @param heldMessages the most messages that wait
     * @param heldBytes the most bytes they may weigh together
     * @param remembered the most messages that are remembered
     * @throws IllegalArgumentException if one is negative
     */
    public Limits {
        if (heldMessages < 0 || heldBytes < 0 || remembered < 0) {
            throw new IllegalArgumentException("negative limits: " + heldMessages + " messages, " + heldBytes
                    + " bytes, " + remembered + " remembered");
        }
    }
}
