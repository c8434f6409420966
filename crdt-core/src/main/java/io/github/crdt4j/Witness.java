package io.github.crdt4j;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link Replica} asks about the states of one type: which events they have seen, and which stamps they carry. So it can
 * refuse a received state before merging it, and an update that used another replica's id.
 *
 * <p>A type hands it out by {@link Witnessed}. It holds no state of its own: one object serves all states of a type.
 *
 * @param <S> the type of the states
 */
public interface Witness<S> {

    /**
     * The witness of a state.
     *
     * @param state a state of any type
     * @param <S> its type
     * @return the witness of its type, empty if the type is not {@link Witnessed}
     */
    @SuppressWarnings("unchecked") // a type hands out the witness of itself, by the contract of Witnessed
    static <S> Optional<Witness<S>> of(S state) {
        return state instanceof Witnessed<?> witnessed
                ? Optional.of((Witness<S>) witnessed.witness())
                : Optional.empty();
    }

    /**
     * The highest event of one replica that a state has seen and another has not.
     *
     * <p>A state received from a peer that has seen events of my own which I never issued proves that my identity is in
     * use twice, or that I lost memory and kept my name.
     *
     * @param state a state
     * @param replica whose events are looked for
     * @param known the state whose events are taken as known
     * @return the number of that event, or 0 when {@code known} has seen them all
     */
    long unseenEvents(S state, ReplicaId replica, S known);

    /**
     * The replica whose events an update added although it must not: any replica but {@code self}; or {@code self}, if events
     * of its own were added that do not follow the last one it had issued, as they do when a received state was merged.
     * What a removal leaves behind is no event.
     *
     * <p>A type that does not override this is not protected: {@link Replica#update} takes what the update returns. Override
     * it at the cost of what changed. {@link #unseenEvents} must then be greater than 0 for the replica it returns.
     *
     * @param after the state after the update, which contains {@code before}
     * @param self the replica that updates
     * @param before the state before the update
     * @return that replica, one of them if there are several; empty if every new event is {@code self}'s next
     */
    default Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        return Optional.empty();
    }

    /**
     * The events that stand for one thing in a state and for another in a received one, as after two processes used one
     * identity. Merging says nothing of it; a {@link Replica} asks here and reports it.
     *
     * <p>Only what both states still hold can be compared. So an event is not found if its content was removed on one side,
     * and neither are two processes that added to one counter under one identity.
     *
     * @param state a state
     * @param received the state that it was merged with
     * @param merged what {@code state.merge(received)} returned
     * @return the contradictions that are news to {@code state}; none unless overridden. Override it at the cost of what differs
     */
    default List<Contradiction> contradictions(S state, S received, S merged) {
        return List.of();
    }

    /**
     * The greatest Lamport counter in a state.
     *
     * @param state a state
     * @return the counter of the greatest stamp, or 0 when the state carries none
     */
    long greatestStamp(S state);
}
