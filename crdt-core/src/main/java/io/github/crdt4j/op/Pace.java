package io.github.crdt4j.op;

/**
 * When a replica settles, and tells others what it has: by counting operations and messages, without a clock. So what it keeps until
 * it is stable stays within a part of the limit, and what it spends on looking at all of its state is shared by many operations.
 */
final class Pace {

    /** The part of the limit of unsettled records after which it is time. */
    private static final int PARTS = 32;

    private final long due;
    private long operations = 0;
    private long heard = 0;
    private long heardWhenSent = 0;
    private long heardDurably = 0;
    private long told = 0;

    Pace(Limits limits) {
        this.due = Math.max(1, limits.unsettled() / PARTS);
    }

    /** Operations were carried out, of a message made here. */
    void sent(int count) {
        operations += count;
        heardWhenSent = heard;
    }

    /** Operations were carried out, of a message of another. */
    void heard(int count) {
        operations += count;
        heard++;
    }

    /** Whether so many operations were carried out that it is time to settle. */
    boolean isTimeToSettle() {
        return operations >= due;
    }

    void settled() {
        operations = 0;
    }

    /** How many messages of others were carried out; to be handed to {@link #durable} when that is durable. */
    long heard() {
        return heard;
    }

    /** How much had been heard when the latest message here was made. */
    long heardWhenSent() {
        return heardWhenSent;
    }

    /** So much is durable, and the messages that leave now tell so much of it, if any leaves. */
    void durable(long heardThen, long toldBy, boolean someLeave) {
        heardDurably = heardThen;
        told = someLeave ? Math.max(told, toldBy) : told;
    }

    /** Whether so many messages of others are durable of which nobody was told that it is time, which counts as telling them. */
    boolean isTimeToTell() {
        boolean isTime = heardDurably - told >= due;
        told = isTime ? heardDurably : told;
        return isTime;
    }
}
