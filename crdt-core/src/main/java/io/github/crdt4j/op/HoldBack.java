package io.github.crdt4j.op;

import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Early messages, each filed under one event it waits for, and under the next one when that was delivered: a delivery looks
 * only at those filed under it, and an event that a message waits for is looked at once.
 */
final class HoldBack<P> {

    /** An early message, what it waits for, and how many of these were delivered from the front on. */
    private static final class Early<P> {
        final OpMessage<P> message;
        final List<Dot> awaited;
        final long weight;
        int delivered;

        Early(OpMessage<P> message, List<Dot> awaited, long weight) {
            this.message = message;
            this.awaited = awaited;
            this.weight = weight;
        }
    }

    private final ToLongFunction<OpMessage<P>> weigher;
    private final Map<Dot, Early<P>> held = new HashMap<>();
    private final Map<Dot, List<Early<P>>> waiting = new HashMap<>();
    private long bytes = 0;

    HoldBack(ToLongFunction<OpMessage<P>> weigher) {
        this.weigher = weigher;
    }

    @Nullable
    OpMessage<P> get(Dot dot) {
        Early<P> early = held.get(dot);
        return early == null ? null : early.message;
    }

    long bytes() {
        return bytes;
    }

    List<OpMessage<P>> messages() {
        return held.values().stream()
                .map(early -> early.message)
                .sorted(Comparator.comparing(OpMessage::dot))
                .toList();
    }

    boolean hasRoom(OpMessage<P> message, Limits limits) {
        return held.size() < limits.heldMessages() && weigher.applyAsLong(message) <= limits.heldBytes() - bytes;
    }

    void add(OpMessage<P> message, List<Dot> awaited) {
        var early = new Early<>(message, awaited, weigher.applyAsLong(message));
        held.put(message.dot(), early);
        bytes += early.weight;
        file(early);
    }

    private void file(Early<P> early) {
        waiting.computeIfAbsent(early.awaited.get(early.delivered), any -> new ArrayList<>(1))
                .add(early);
    }

    void clear() {
        held.clear();
        waiting.clear();
        bytes = 0;
    }

    /** Takes out what waited for a delivered event and now waits for nothing. */
    void release(Dot delivered, CausalPast clock, ArrayDeque<OpMessage<P>> ready) {
        List<Early<P>> woken = waiting.remove(delivered);
        if (woken == null) {
            return;
        }
        for (Early<P> early : woken) {
            while (early.delivered < early.awaited.size() && clock.contains(early.awaited.get(early.delivered))) {
                early.delivered++;
            }
            if (early.delivered < early.awaited.size()) {
                file(early);
            } else {
                held.remove(early.message.dot());
                bytes -= early.weight;
                ready.add(early.message);
            }
        }
    }

    /** The last event of each origin that must be delivered before a message that was not; empty when it is ready. */
    static List<Dot> awaited(OpMessage<?> message, CausalPast delivered) {
        Dot dot = message.dot();
        boolean follows = delivered.get(dot.replica()) == dot.number() - 1;
        var awaited = new ArrayList<Dot>();
        message.clock().entries().forEach((origin, number) -> {
            if (!origin.equals(dot.replica()) && number > delivered.get(origin)) {
                awaited.add(new Dot(origin, number));
            }
        });
        if (!follows) {
            awaited.add(new Dot(dot.replica(), dot.number() - 1));
        }
        return awaited;
    }

    /** What held messages have seen, and what comes before them, less what is here. */
    CausalContext missing(VectorClock delivered) {
        if (held.isEmpty()) {
            return CausalContext.empty();
        }
        VectorClock seen = VectorClock.empty();
        CausalContext.Builder here = CausalContext.builder();
        for (Early<P> early : held.values()) {
            seen = seen.merge(early.message.clock());
            here.add(early.message.dot());
        }
        return CausalContext.of(seen).minus(CausalContext.of(delivered)).minus(here.build());
    }
}
