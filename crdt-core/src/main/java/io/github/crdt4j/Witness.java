package io.github.crdt4j;

/**
 * A state that can testify what it has seen, so that a {@link Replica} can refuse a received state before merging it.
 *
 * @param <S> the type itself
 */
public interface Witness<S> {

    /**
     * The highest event of one replica that this state has seen and another has not.
     *
     * <p>A state received from a peer that has seen events of my own which I never issued proves that my identity is in
     * use twice, or that I lost memory and kept my name.
     *
     * @param replica whose events are looked for
     * @param known the state whose events are taken as known
     * @return the number of that event, or 0 when {@code known} has seen them all
     */
    long unseenEvents(ReplicaId replica, S known);

    /**
     * The greatest Lamport counter in this state.
     *
     * @return the counter of the greatest stamp, or 0 when the state carries none
     */
    long greatestStamp();
}
