package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaClock;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpEndpoint;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An operation-based type under test: how a replica starts, what it may do, and what must then be read. What is done is
 * told apart from the operations that are sent, so that one specification judges a type however its changes travel.
 *
 * @param <S> the type of the states
 * @param <P> the operations that are sent
 * @param <O> what is done: values whose text tells it
 */
public interface OpSubject<S extends OpCrdt<S, P>, P extends Operation, O> {

    /**
     * The state every replica starts with.
     *
     * @return the initial state
     */
    S initial();

    /**
     * Draws what to do. Draw from few elements, and removals as often as additions.
     *
     * @param random the only source of randomness
     * @return what to do
     */
    O draw(RandomGenerator random);

    /**
     * Does it: prepares operations on the state of the editor, and applies them, as one message.
     *
     * @param editor the state, and where operations go; nothing is sent when none is applied
     * @param issuer who does it, and when
     * @param what what to do
     */
    void apply(OpEditor<S, P> editor, Issuer issuer, O what);

    /**
     * What a reader sees.
     *
     * @param state the state
     * @return the value, comparable with {@link #expected} by {@code equals}
     */
    Object value(S state);

    /**
     * The specification: what a reader must see, told from nothing but the updates that are visible and which of them
     * was visible where another was issued.
     *
     * @param visible the visible updates
     * @return the value, or {@link Subject#UNSPECIFIED}
     */
    Object expected(View<O> visible);

    /**
     * Simpler things to do in place of one that is part of a failure.
     *
     * @param what what was done
     * @return simpler ones, none unless overridden; simplifying again and again must come to an end
     */
    default List<O> simpler(O what) {
        return List.of();
    }

    /**
     * The kind of what is done, for the report of what was run.
     *
     * @param what what was done
     * @return a word; unless overridden, the letters and signs its text begins with
     */
    default String kind(O what) {
        return Drawn.word(what);
    }

    /**
     * The state-based sibling, if the type has one: it is taken through the same history, by deltas and whole states, and
     * must show the same values at every replica after every step.
     *
     * @return the subject of the sibling, empty unless overridden; it is never asked to draw
     */
    default Optional<Subject<?, O>> sibling() {
        return Optional.empty();
    }

    /**
     * How messages become bytes, such as those of your {@code OpCodec} with your own serializers. With it, each message is sent as
     * what its bytes are read as, and checked as {@link Codec} says of states.
     *
     * @return the codec of messages, empty unless overridden
     */
    default Optional<Codec<OpMessage<List<P>>>> messages() {
        return Optional.empty();
    }

    /**
     * How snapshots become bytes. With it, each snapshot that is made durable is stored as what its bytes are read as, and checked
     * as {@link Codec} says of states.
     *
     * @return the codec of snapshots, empty unless overridden
     */
    default Optional<Codec<OpSnapshot<S, P>>> snapshots() {
        return Optional.empty();
    }

    /**
     * The replica and its protocol: that of the library, unless overridden to put another to the test.
     *
     * @param id the identity
     * @param from the snapshot to go on from
     * @param clock shown the greatest stamp of each message before it is taken, and throws to refuse the message
     * @param check asked before an update has a number, and throws to refuse the update
     * @param limits how much to keep in memory
     * @return the replica
     */
    default OpEndpoint<S, P> endpoint(
            ReplicaId id, OpSnapshot<S, P> from, ReplicaClock clock, OperationCheck<P> check, Limits limits) {
        return OpReplica.of(id, from, clock, check, limits);
    }
}
