package io.github.crdt4j.op;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.List;
import java.util.function.Consumer;

/**
 * One replica of an operation-based type and its side of the protocol: what the law kit calls to put it to the test.
 * {@link OpReplica} is the one of this library; the terms are explained there.
 *
 * @param <S> the type of the state
 * @param <O> its operations
 */
public interface OpEndpoint<S extends OpCrdt<S, O>, O extends Operation> {

    /**
     * The identity of this replica.
     *
     * @return the identity
     */
    ReplicaId id();

    /**
     * What this replica knows now.
     *
     * @return the current state
     */
    S state();

    /**
     * Carries out operations here, and makes one message of them.
     *
     * @param change applies operations to the editor; nothing is sent when it applies none
     * @return the next state
     */
    S edit(Consumer<? super OpEditor<S, O>> change);

    /**
     * Takes a message.
     *
     * @param message what arrived
     * @return what became of it
     */
    Receipt<List<O>> receive(OpMessage<List<O>> message);

    /**
     * Makes durable what is known now, and lets go what may leave only then.
     *
     * @param store makes a snapshot durable before it returns
     * @return the messages to send
     */
    List<OpMessage<List<O>>> flush(Consumer<? super OpSnapshot<S, O>> store);

    /**
     * Whether a received message need not come again, so that it may be acknowledged.
     *
     * @param dot the event of the message
     * @return whether the snapshot that was last made durable accounts for it
     */
    boolean isDurable(Dot dot);

    /**
     * Takes note that the channel has a message of this replica for good.
     *
     * @param dot its event
     */
    void confirm(Dot dot);

    /**
     * Takes over the state of another replica that has got at least as far.
     *
     * @param snapshot a durable snapshot of it
     */
    void adopt(OpSnapshot<S, O> snapshot);

    /**
     * What has to arrive before all held messages can be carried out.
     *
     * @return each awaited event
     */
    CausalContext missing();

    /**
     * Names a member.
     *
     * @param member the member
     */
    void join(ReplicaId member);

    /**
     * Strikes out a member that will not send again.
     *
     * @param member the member
     * @param last the number of the last message it ever sent
     */
    void leave(ReplicaId member, long last);

    /**
     * What to tell other members now and then.
     *
     * @return what is durable here
     */
    Announcement announce();

    /**
     * Takes note of what a member has carried out.
     *
     * @param announcement what it says
     */
    void hear(Announcement announcement);

    /**
     * Drops what stability makes needless.
     *
     * @return the events that are stable, and who holds back the others
     */
    Settlement settle();
}
