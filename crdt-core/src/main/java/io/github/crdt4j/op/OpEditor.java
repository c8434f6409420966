package io.github.crdt4j.op;

import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects the operations of one message. Not thread-safe, and refused once the edit is over.
 *
 * @param <S> the type of the state
 * @param <O> its operations
 */
public final class OpEditor<S extends OpCrdt<S, O>, O extends Operation> {

    private final Dot dot;
    private final CausalPast clock;
    private final List<O> operations = new ArrayList<>();
    private S state;
    private boolean over;

    /**
     * An editor for the message of one event.
     *
     * @param state the state before it
     * @param dot the event
     * @param clock its clock, the event included
     */
    public OpEditor(S state, Dot dot, CausalPast clock) {
        this.state = Objects.requireNonNull(state, "state");
        this.dot = Objects.requireNonNull(dot, "dot");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * The state after the operations so far: what the next one is prepared on.
     *
     * @return the state
     */
    public S state() {
        return state;
    }

    /**
     * Adds an operation, carried out at once on {@link #state}.
     *
     * @param operation an operation prepared on {@link #state}
     * @throws IllegalStateException if the edit is over
     */
    public void apply(O operation) {
        Objects.requireNonNull(operation, "operation");
        if (over) {
            throw new IllegalStateException("the edit of message " + dot + " is over, so " + operation
                    + " cannot be added to it: call edit again");
        }
        state = Objects.requireNonNull(state.effect(operation, dot, clock), "the next state");
        operations.add(operation);
    }

    /**
     * How many operations there are so far.
     *
     * @return their number
     */
    public int size() {
        return operations.size();
    }

    /**
     * Ends the edit.
     *
     * @return the operations, in the order in which they were applied
     */
    public List<O> finish() {
        over = true;
        return List.copyOf(operations);
    }
}
