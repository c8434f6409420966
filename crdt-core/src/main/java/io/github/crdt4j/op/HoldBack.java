package io.github.crdt4j.op;

import io.github.crdt4j.time.CausalContext;
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
 * Early messages, each filed under every event it waits for: a delivery looks only at those that waited for it, and at each
 * once.
 */
final class HoldBack<P> {

    /** An early message, and how many events it still waits for. */
    private static final class Early<P> {
        final OpMessage<P> message;
        int awaited;

        Early(OpMessage<P> message, int awaited) {
            this.message = message;
            this.awaited = awaited;
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
        var early = new Early<>(message, awaited.size());
        held.put(message.dot(), early);
        bytes += weigher.applyAsLong(message);
        for (Dot dot : awaited) {
            waiting.computeIfAbsent(dot, any -> new ArrayList<>()).add(early);
        }
    }

    void clear() {
        held.clear();
        waiting.clear();
        bytes = 0;
    }

    /** Takes out what waited for a delivered event and now waits for nothing. */
    void release(Dot delivered, ArrayDeque<OpMessage<P>> ready) {
        List<Early<P>> woken = waiting.remove(delivered);
        if (woken == null) {
            return;
        }
        for (Early<P> early : woken) {
            early.awaited--;
            if (early.awaited == 0) {
                held.remove(early.message.dot());
                bytes -= weigher.applyAsLong(early.message);
                ready.add(early.message);
            }
        }
    }

    /** The last event of each origin that must be delivered before a message that was not; empty when it is ready. */
    static List<Dot> awaited(OpMessage<?> message, VectorClock delivered) {
        Dot dot = message.dot();
        boolean follows = delivered.get(dot.replica()) == dot.number() - 1;
        VectorClock unseen = message.clock().delta(delivered);
        if (follows && unseen.size() == 1) {
            return List.of();
        }
        var awaited = new ArrayList<Dot>();
        unseen.entries().forEach((origin, number) -> {
            if (!origin.equals(dot.replica())) {
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
