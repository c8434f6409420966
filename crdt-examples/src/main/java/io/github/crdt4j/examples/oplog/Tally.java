package io.github.crdt4j.examples.oplog;

/** What went through the broker, and what befell one replica: counted from outside, so that crashes forget nothing. */
final class Tally {

    /** Records appended, and their bytes. */
    long appended;

    long bytes;

    /** Records appended before, and appended again after a crash. */
    long resent;

    /** Records delivered to it, and those of them it was delivered before. */
    long delivered;

    long redelivered;

    /** Messages that were early, and held or turned away. */
    long early;

    long overflowed;

    long crashes;

    /** The number of its latest message that was appended. */
    long latest;

    void add(Tally other) {
        appended += other.appended;
        bytes += other.bytes;
        resent += other.resent;
        delivered += other.delivered;
        redelivered += other.redelivered;
        early += other.early;
        overflowed += other.overflowed;
        crashes += other.crashes;
    }
}
