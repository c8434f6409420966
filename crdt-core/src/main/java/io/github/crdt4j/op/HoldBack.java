package io.github.crdt4j.op;

import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Early messages, each filed under one event it waits for, so that a delivery looks only at those it may set free. */
final class HoldBack<P> {

    private final ToLongFunction<OpMessage<P>> weigher;
    private final TreeMap<Dot, OpMessage<P>> held = new TreeMap<>();
    private final Map<Dot, List<OpMessage<P>>> waiting = new HashMap<>();
    private long bytes = 0;

    HoldBack(ToLongFunction<OpMessage<P>> weigher) {
        this.weigher = weigher;
    }

    @Nullable
    OpMessage<P> get(Dot dot) {
        return held.get(dot);
    }

    int size() {
        return held.size();
    }

    long bytes() {
        return bytes;
    }

    List<OpMessage<P>> messages() {
        return List.copyOf(held.values());
    }

    boolean hasRoom(OpMessage<P> message, Limits limits) {
        return held.size() < limits.heldMessages() && weigher.applyAsLong(message) <= limits.heldBytes() - bytes;
    }

    void add(OpMessage<P> message, Dot awaited) {
        held.put(message.dot(), message);
        bytes += weigher.applyAsLong(message);
        waiting.computeIfAbsent(awaited, dot -> new ArrayList<>()).add(message);
    }

    void clear() {
        held.clear();
        waiting.clear();
        bytes = 0;
    }

    /** Takes out what waited for a delivered event and no longer waits for another. */
    void release(Dot delivered, VectorClock clock, ArrayDeque<OpMessage<P>> ready) {
        List<OpMessage<P>> woken = waiting.remove(delivered);
        if (woken == null) {
            return;
        }
        for (OpMessage<P> message : woken) {
            Dot awaited = awaited(message, clock);
            if (awaited == null) {
                held.remove(message.dot());
                bytes -= weigher.applyAsLong(message);
                ready.add(message);
            } else {
                waiting.computeIfAbsent(awaited, dot -> new ArrayList<>()).add(message);
            }
        }
    }

    /** An event that must be delivered before a message, null when there is none. */
    static @Nullable Dot awaited(OpMessage<?> message, VectorClock delivered) {
        Dot dot = message.dot();
        if (delivered.get(dot.replica()) < dot.number() - 1) {
            return new Dot(dot.replica(), dot.number() - 1);
        }
        VectorClock unseen = message.clock().delta(delivered);
        if (unseen.size() == 1) {
            return null; // itself
        }
        for (var entry : unseen.entries().entrySet()) {
            if (!entry.getKey().equals(dot.replica())) {
                return new Dot(entry.getKey(), entry.getValue());
            }
        }
        throw new IllegalStateException("nothing is missing before " + message);
    }

    /** What held messages have seen, and what comes before them, less what is here. */
    CausalContext missing(VectorClock delivered) {
        if (held.isEmpty()) {
            return CausalContext.empty();
        }
        VectorClock seen = VectorClock.empty();
        CausalContext.Builder here = CausalContext.builder();
        for (OpMessage<P> message : held.values()) {
            seen = seen.merge(message.clock());
            here.add(message.dot());
        }
        return CausalContext.of(seen).minus(CausalContext.of(delivered)).minus(here.build());
    }
}
