package io.github.crdt4j.op;

/**
 * How much a {@link CausalBroadcast} keeps in memory.
 *
 * @param heldMessages the most messages that wait for others, not negative
 * @param heldBytes the most bytes they may weigh together, as they are weighed there, not negative; the messages that are
 *     remembered may weigh as much again
 * @param remembered the most messages already carried out that are remembered, in order to compare repetitions with them,
 *     not negative; the latest are
 * @param unsettled the most records that the state of an {@link OpReplica} may keep for {@link OpReplica#settle} to drop, not
 *     negative; with more of them it refuses updates, and says why they cannot be dropped
 * @param origins of how many origins messages are taken, not negative: each takes memory for ever
 */
public record Limits(int heldMessages, long heldBytes, int remembered, long unsettled, int origins) {

    /** 10 000 messages and 16 MiB waiting, 1 000 remembered, 1 000 000 unsettled, which take about 48 MB, and 100 000 origins. */
    public static final Limits DEFAULT = new Limits(10_000, 16 << 20, 1_000, 1_000_000, 100_000);

    /**
     * Limits of what is held and remembered, and the default ones besides.
     *
     * @param heldMessages the most messages that wait
     * @param heldBytes the most bytes they may weigh together
     * @param remembered the most messages that are remembered
     * @throws IllegalArgumentException if one is negative
     */
    public Limits(int heldMessages, long heldBytes, int remembered) {
        this(heldMessages, heldBytes, remembered, DEFAULT.unsettled, DEFAULT.origins);
    }

    /**
     * Checks the components.
     *
     * @param heldMessages the most messages that wait
     * @param heldBytes the most bytes they may weigh together
     * @param remembered the most messages that are remembered
     * @param unsettled the most records that may be kept for settling
     * @param origins of how many origins messages are taken
     * @throws IllegalArgumentException if one is negative
     */
    public Limits {
        if (heldMessages < 0 || heldBytes < 0 || remembered < 0 || unsettled < 0 || origins < 0) {
            throw new IllegalArgumentException(
                    "a limit is negative, give 0 or more: " + heldMessages + " messages, " + heldBytes + " bytes, "
                            + remembered + " remembered, " + unsettled + " unsettled, " + origins + " origins");
        }
    }
}
