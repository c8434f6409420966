package io.github.crdt4j.op;

import io.github.crdt4j.PlainView;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;

/**
 * An operation-based replicated data type: an immutable state that makes operations and carries them out.
 *
 * <p><b>Prepare.</b> The methods that prepare have the names of the mutators of the state-based sibling, {@code add},
 * {@code increment}, {@code set}. They change nothing; they return an operation, which says what is to be done. {@link
 * OpReplica#update} gives it an event and a clock, carries it out here and sends it to the others.
 *
 * <p><b>Effect.</b> Every replica carries out every operation, its own included, with {@link #effect}. For all states
 * {@code s} that can come about, and messages {@code (o, d, c)} and {@code (p, e, b)}:
 *
 * <ol>
 *   <li>Effects of concurrent operations commute: {@code s.effect(o, d, c).effect(p, e, b)} equals {@code s.effect(p, e,
 *       b).effect(o, d, c)} when neither clock contains the other's dot.
 *   <li>An effect is a function of its arguments and never throws, whatever replica prepared the operation: what would
 *       be refused is refused when it is prepared.
 * </ol>
 *
 * <p>Effects rely on delivery, which {@link CausalBroadcast} sees to: each operation once, after every operation that its
 * clock contains. An effect carried out twice, or too early, gives a state that no replica should have. So the state
 * needs neither tombstones nor a causal context: what a removal has seen is told by its clock.
 *
 * @param <S> the type itself
 * @param <O> its operations
 */
public interface OpCrdt<S extends OpCrdt<S, O>, O extends Operation> extends PlainView {

    /**
     * The state after an operation.
     *
     * @param operation what was done
     * @param dot the event of the message that brings it; the operations of one message share it
     * @param clock the clock of that message: every event seen where it was made, {@code dot} included
     * @return the next state
     */
    S effect(O operation, Dot dot, CausalPast clock);

    /**
     * This state without what it keeps only in case an operation still arrives that has not seen some event. The value
     * stays.
     *
     * @param stable events that every operation still to come has seen, see {@link CausalBroadcast#stable}
     * @return the smaller state; this same object, unless the type has something to drop
     */
    @SuppressWarnings("unchecked") // S is the type itself, by the contract of this interface
    default S settle(VectorClock stable) {
        return (S) this;
    }

    /**
     * How many records this state keeps only until {@link #settle} drops them.
     *
     * @return their number, 0 unless the type has something to drop
     */
    default long unsettled() {
        return 0;
    }

    /**
     * The greatest Lamport counter in this state.
     *
     * @return the counter of the greatest stamp, 0 when the state carries none
     */
    default long greatestStamp() {
        return 0;
    }
}
