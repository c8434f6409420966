package io.github.crdt4j.op;

import io.github.crdt4j.time.VectorClock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * All that a replica needs in order to go on: its own after a restart, or a newcomer's, which takes the state and the
 * clock and follows the operations from there.
 *
 * @param state the state
 * @param clock the events carried out in it: without it, operations would be carried out again, or never
 * @param origins what each origin had seen when it made its latest message in the clock: without it, what is told by its next
 *     message could not be understood
 * @param stable the events of which the state keeps nothing back, see {@link OpCrdt#settle}
 * @param held early messages that arrived, and may have been acknowledged, but are not carried out yet; by dot
 * @param unconfirmed messages of the replica that made the snapshot of which it does not know that the channel has them; by
 *     dot
 * @param <S> the type of the state
 * @param <O> its operations
 */
public record OpSnapshot<S extends OpCrdt<S, O>, O extends Operation>(
        S state,
        VectorClock clock,
        OriginClocks origins,
        VectorClock stable,
        List<OpMessage<List<O>>> held,
        List<OpMessage<List<O>>> unconfirmed) {

    /**
     * Checks the components.
     *
     * @param state the state
     * @param clock the events carried out in it
     * @param origins what each origin had seen when it made its latest message in the clock
     * @param stable the events of which the state keeps nothing back
     * @param held early messages
     * @param unconfirmed messages of the replica that made the snapshot
     * @throws IllegalArgumentException if the clocks of the origins are not those of the latest messages, or something is stable
     *     or unconfirmed that was not carried out, or held that was, or could be
     */
    public OpSnapshot {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(clock, "clock");
        if (!origins.belongTo(clock)) {
            throw new IllegalArgumentException(origins + " are not those of the latest messages of " + clock
                    + ": take both from one replica at once");
        }
        if (!stable.leq(clock)) {
            throw new IllegalArgumentException(stable + " cannot be stable where only " + clock
                    + " was carried out: take both from one replica at once");
        }
        held = sorted(held);
        unconfirmed = sorted(unconfirmed);
        for (OpMessage<List<O>> message : held) {
            if (!message.waitsAt(clock)) {
                throw new IllegalArgumentException("held message " + message.dot() + " does not wait where " + clock
                        + " was carried out: carry it out, and leave it out of the snapshot");
            }
        }
        for (OpMessage<List<O>> message : unconfirmed) {
            if (!message.clock().leq(clock)) {
                throw new IllegalArgumentException("unconfirmed message " + message.dot() + " with " + message.clock()
                        + " cannot have been sent at " + clock + ": take both from one replica at once");
            }
        }
    }

    private static <O> List<OpMessage<List<O>>> sorted(List<OpMessage<List<O>>> messages) {
        return messages.stream().sorted(Comparator.comparing(OpMessage::dot)).toList();
    }

    /**
     * Where every replica begins.
     *
     * @param initial the initial state
     * @param <S> the type of the state
     * @param <O> its operations
     * @return the snapshot of a replica that has seen nothing
     */
    public static <S extends OpCrdt<S, O>, O extends Operation> OpSnapshot<S, O> initial(S initial) {
        return new OpSnapshot<>(
                initial, VectorClock.empty(), OriginClocks.none(), VectorClock.empty(), List.of(), List.of());
    }
}
