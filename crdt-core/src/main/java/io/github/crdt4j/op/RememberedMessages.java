package io.github.crdt4j.op;

import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The latest messages that were carried out, as many as the limits allow, to compare repetitions with. */
final class RememberedMessages<P> {

    private record Weighed<P>(OpMessage<P> message, long weight) {}

    private final Map<Dot, Weighed<P>> messages = new LinkedHashMap<>();
    private final Limits limits;
    private final ToLongFunction<OpMessage<P>> weigher;
    private long bytes = 0;

    RememberedMessages(Limits limits, ToLongFunction<OpMessage<P>> weigher) {
        this.limits = limits;
        this.weigher = weigher;
    }

    @Nullable
    OpMessage<P> get(Dot dot) {
        Weighed<P> weighed = messages.get(dot);
        return weighed == null ? null : weighed.message();
    }

    void add(OpMessage<P> message) {
        var weighed = new Weighed<>(message, weigher.applyAsLong(message));
        messages.put(message.dot(), weighed);
        bytes += weighed.weight();
        Iterator<Weighed<P>> oldest = messages.values().iterator();
        while (messages.size() > limits.remembered() || bytes > limits.heldBytes()) {
            bytes -= oldest.next().weight();
            oldest.remove();
        }
    }

    /** Drops those that are in a clock. */
    void forget(VectorClock stable) {
        messages.entrySet().removeIf(entry -> {
            boolean drops = stable.contains(entry.getKey());
            bytes -= drops ? entry.getValue().weight() : 0;
            return drops;
        });
    }
}
