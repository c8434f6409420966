package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.AntiEntropy;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.time.HybridClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A type under test: how a replica starts, what it may do, and what must then be read.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations: values whose text tells what was done
 */
public interface Subject<S extends Crdt<S>, O> {

    /** What {@link #expected} returns where there is no specification: any value will do, as long as replicas agree. */
    Object UNSPECIFIED = new Object();

    /**
     * The empty state.
     *
     * @return the bottom of the lattice
     */
    S bottom();

    /**
     * Draws an operation. Draw from few elements, and removals as often as additions: what breaks types is removing and
     * adding the same thing again and again.
     *
     * @param random the only source of randomness
     * @return the operation
     */
    O draw(RandomGenerator random);

    /**
     * Carries out an operation.
     *
     * @param state the state of the replica
     * @param issuer who does it, and when
     * @param operation what to do
     * @return the next state
     */
    S apply(S state, Issuer issuer, O operation);

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
     * @return the value
     */
    Object expected(View<O> visible);

    /**
     * Simpler operations to try in place of one that is part of a failure: fewer parts, smaller numbers.
     *
     * @param operation the operation
     * @return simpler ones, none unless overridden; simplifying again and again must come to an end
     */
    default List<O> simpler(O operation) {
        return List.of();
    }

    /**
     * The kind of an operation, for the report of what was run.
     *
     * @param operation the operation
     * @return a word; unless overridden, the letters and signs its text begins with
     */
    default String kind(O operation) {
        String text = operation.toString();
        int end = 0;
        while (end < text.length() && !Character.isDigit(text.charAt(end)) && "[({ =,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? "update" : text.substring(0, end);
    }

    /**
     * The protocol that keeps replicas in step, on {@link Path#SYNC} and {@link Path#DAMAGED}: that of the library, unless
     * overridden to put another to the test. The kit stores the state after each update; to store it before anything is sent
     * is part of what is tested, for a machine may start again from its disk at any time and keep its identity.
     *
     * @param replica the replica to keep in step
     * @param codec bytes and fingerprints of states, the same at every replica of a history
     * @param sessions where the numbers of sessions come from; they may go down from one start to the next
     * @param store makes the present state of the replica durable
     * @return an endpoint without peers
     */
    default Endpoint<S> endpoint(Replica<S> replica, SyncCodec<S> codec, RandomGenerator sessions, Runnable store) {
        return new StoringEndpoint<>(
                AntiEntropy.builder(replica, bottom(), codec).random(sessions).build(), store);
    }

    /**
     * The clock that stamps the events of one start of a replica: that of the library, unless overridden to put another to
     * the test.
     *
     * @param self whose events it stamps
     * @param physical the wall clock; it may stand still or step back
     * @return a clock that has seen no event
     */
    default Clock clock(ReplicaId self, InstantSource physical) {
        return Clock.of(HybridClock.of(self, physical, Duration.ofDays(1)));
    }

    /**
     * How states become bytes, if they do.
     *
     * @return the functions, none unless overridden
     */
    default Optional<Codec<S>> codec() {
        return Optional.empty();
    }

    /**
     * How a delta is cut up, if it is, say for messages of limited size. The pieces may be lost, repeated and reordered.
     *
     * @param delta a delta, or a whole state
     * @return its pieces, which join to it; the delta itself unless overridden
     */
    default List<S> pieces(S delta) {
        return List.of(delta);
    }

    /**
     * What the type promises beyond the laws of every {@link Crdt}.
     *
     * @return the promises to check, none unless overridden
     */
    default Set<Promise> promises() {
        return Set.of();
    }

    /** A promise beyond the laws of every {@link Crdt}. */
    enum Promise {
        /** A merge that changes nothing returns the same object: {@code this} first, else the other. */
        SAME_OBJECT,
        /** A delta is the least state that will do. */
        LEAST_DELTA,
        /**
         * The laws of lattices hold even where a replica runs twice and one event has two contents: replicas may then
         * lose one of them, but all the same one, in whatever order they merge. Where a merge loses both, {@link
         * io.github.crdt4j.Witness#contradictions} names the event, at one of the two replicas at least; this is asked of
         * states that are {@link io.github.crdt4j.causal.Causal}.
         */
        CLONES
    }
}
