package io.github.crdt4j.op;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.Objects;

/**
 * Something to be carried out now: an {@link OpMessage} of which it is known what its origin had seen in all.
 *
 * @param dot the event: its origin, and its number there
 * @param past all that had been seen where it was made, this event included
 * @param payload what is to be carried out
 * @param <P> the type of the payload
 */
public record Delivery<P>(Dot dot, CausalPast past, P payload) {

    /**
     * Checks the components.
     *
     * @param dot the event
     * @param past all that had been seen where it was made
     * @param payload what is to be carried out
     */
    public Delivery {
        Objects.requireNonNull(dot, "dot");
        Objects.requireNonNull(past, "past");
        Objects.requireNonNull(payload, "payload");
    }

    /**
     * What happened, for a log.
     *
     * @return for example {@code a:3 with {a:3, b:1}: [add(milk)]}
     */
    @Override
    public String toString() {
        return dot + " with " + past + ": " + Text.of(payload);
    }
}
