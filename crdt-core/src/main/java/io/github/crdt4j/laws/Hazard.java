package io.github.crdt4j.laws;

/** What breaks types and protocols, and is therefore drawn on purpose. A {@link Report} counts how often it was met. */
public enum Hazard {
    /** All replica ids of a history have one hash code. */
    COLLIDING_IDS("histories whose replica ids share a hash code"),
    /** All replica ids of a history have one name, and differ in the incarnation. */
    SAME_NAME("histories whose replica ids share a name"),
    /** The wall clocks of a history stand still, so that hybrid clocks count as Lamport clocks do. */
    STANDING_CLOCKS("histories whose wall clocks stand still"),
    /** A wall clock steps back before an update. */
    CLOCK_STEPS_BACK("wall clocks stepping back"),
    /** Two replicas issue stamps with the same counter. */
    EQUAL_STAMPS("pairs of stamps with equal counters"),
    /** One event is issued twice, with two contents: of {@link Subject.Promise#CLONES} only. */
    CLONES("events issued again by a clone"),
    /** An update mints events under another replica's id: of types that are {@link io.github.crdt4j.Witnessed} only. */
    FOREIGN_IDENTITY("updates under another replica's id, refused"),
    /** A message arrives. */
    DELIVERED("messages delivered"),
    /** A message arrives before one that was sent earlier. */
    OVERTAKING("  overtaking others"),
    /** A message arrives that will arrive again. */
    REPEATED("  and repeated later"),
    /** A state or delta travels as bytes: of subjects with a {@link Codec} only. */
    ENCODED("  sent as bytes"),
    /** A message arrives after the start it was meant for has ended. */
    TO_AN_EARLIER_START("  to an earlier start"),
    /** An endpoint draws a session whose number is less than that of the one before. */
    SESSION_STEPS_BACK("sessions with a smaller number than the one before"),
    /** After a restart, an endpoint draws the sessions of an earlier start again: on {@link Path#DAMAGED} only. */
    SESSION_REPEATED("restarts that repeat the sessions of an earlier start"),
    /** A message was damaged on its way and can still be read: on {@link Path#DAMAGED} only. */
    DAMAGED("messages damaged"),
    /** A question for the fingerprint of a state that has nothing to send, or its answer, arrives. */
    COMPARED("  comparing fingerprints"),
    /** A bare delta arrives where the one before it was lost, so that its receiver does not contain what it was made since. */
    GAP("deltas without the one before"),
    /** A message is lost. */
    LOST("messages lost"),
    /** The network splits. */
    PARTITION("partitions"),
    /** A machine starts again as a new incarnation, from its disk. */
    RESTART_FROM_DISK("restarts from the disk"),
    /** A machine starts again as a new incarnation, and has lost its disk. */
    RESTART_FROM_NOTHING("restarts without the disk"),
    /** A machine starts again from its disk and keeps its incarnation: on {@link Path#SYNC} and {@link Path#DAMAGED} only. */
    RESTART_IN_PLACE("restarts that keep the incarnation"),
    /** A machine starts again while its wall clock is behind the stamps on its disk. */
    WALL_CLOCK_BEHIND("restarts with the wall clock behind"),
    /** A message arrives whose stamp is too far ahead of the wall clock, and is refused: of stamped types only. */
    STAMP_TOO_FAR_AHEAD("messages refused for a stamp too far ahead"),
    /** An update cannot be encoded, and is refused before it has a number: of operations only. */
    UPDATE_REFUSED("updates refused for want of an encoding"),
    /** A message arrives again with other content, as damage or an identity used twice bring it about: of operations only. */
    OTHER_CONTENT("repetitions with other content");

    private final String label;

    Hazard(String label) {
        this.label = label;
    }

    /**
     * What is counted, for people.
     *
     * @return a few words, as a report shows them
     */
    @Override
    public String toString() {
        return label.strip();
    }

    String label() {
        return label;
    }
}
