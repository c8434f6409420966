package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.laws.OpSite.Post;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a history of operations: each event with what was visible where it happened, the message that was made of
 * it, if one was, and so what must be carried out before it.
 */
final class OpChronicle<S extends OpCrdt<S, P>, P extends Operation, O> {

    private final Map<Dot, Integer> eventOf = new HashMap<>();
    private final Map<Integer, Dot> dotOf = new HashMap<>();
    private final Map<Integer, BitSet> needs = new HashMap<>();
    private final Map<Integer, Object> deltas = new HashMap<>();
    private final Map<Dot, Post<P>> channel = new HashMap<>();
    private final Map<ReplicaId, VectorClock> clocksSent = new HashMap<>();

    final List<Event<O>> events = new ArrayList<>();
    final List<BitSet> seenByNumber = new ArrayList<>();

    static boolean containsAll(BitSet all, BitSet some) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(all);
        return rest.isEmpty();
    }

    /** Something was done where some events were visible. */
    void happened(Event<O> event, BitSet seen) {
        events.add(event);
        seenByNumber.add((BitSet) seen.clone());
    }

    /** A message was made of it, and what it adds to the state-based sibling is known, if there is one. */
    void numbered(int event, Dot dot, @Nullable Object delta) {
        eventOf.put(dot, event);
        dotOf.put(event, dot);
        needs.put(event, sent(seenByNumber.get(event)));
        if (delta != null) {
            deltas.put(event, delta);
        }
    }

    /** The message left. */
    Post<P> posted(int origin, OpMessage<List<P>> message) {
        Integer event = eventOf.get(message.dot());
        if (event == null) {
            throw new LawViolation("nothing is sent that was not done", "  sent = " + message);
        }
        if (!channel.containsKey(message.dot())) {
            ReplicaId sender = message.dot().replica();
            VectorClock sent =
                    clocksSent.getOrDefault(sender, VectorClock.empty()).merge(message.clock());
            if (!sent.equals(clockOf(event))) {
                throw new LawViolation(
                        "the clocks of the messages of an origin name all that it has seen, and nothing else",
                        "  sent     = " + message + "\n  together = " + sent + "\n  seen     = " + clockOf(event));
            }
            clocksSent.put(sender, sent);
        }
        var post = new Post<>(origin, event, message);
        channel.put(message.dot(), post);
        return post;
    }

    /** All messages that ever left. */
    Collection<Post<P>> posts() {
        return channel.values();
    }

    /** The events of which a message was made. */
    Map<Dot, Integer> numbered() {
        return eventOf;
    }

    /** Some events, but for those of which no message was made. */
    BitSet sent(BitSet some) {
        BitSet sent = (BitSet) some.clone();
        some.stream().filter(number -> !dotOf.containsKey(number)).forEach(sent::clear);
        return sent;
    }

    /** The clock of whoever has carried out some events. */
    VectorClock clock(BitSet seen) {
        VectorClock clock = VectorClock.empty();
        for (int number = seen.nextSetBit(0); number >= 0; number = seen.nextSetBit(number + 1)) {
            Dot dot = dotOf.get(number);
            clock = dot == null ? clock : clock.with(dot);
        }
        return clock;
    }

    /** All that was seen where an event happened, itself included. */
    private VectorClock clockOf(int event) {
        return clock(seenByNumber.get(event)).with(Objects.requireNonNull(dotOf.get(event)));
    }

    /** Whether a message waits for nothing. */
    boolean isReady(OpKnowledge<S, P> known, int event) {
        return containsAll(known.seen, Objects.requireNonNull(needs.get(event)));
    }

    /** Carries out what waits for nothing any more; returns the events of it. */
    Set<Dot> carryOut(OpSite<S, P, O> site) {
        Set<Dot> carriedOut = new HashSet<>();
        for (int event = next(site.known); event >= 0; event = next(site.known)) {
            Dot dot = dotOf.get(event);
            if (!containsAll(seenByNumber.get(event), site.stable)) {
                throw new LawViolation(
                        "what is stable has been seen by every message delivered later",
                        "  replica = " + site.id() + "\n  message = " + dot);
            }
            OpMessage<List<P>> sent = Objects.requireNonNull(channel.get(dot)).message();
            var message = new OpMessage<>(sent.dot(), clockOf(event), sent.payload());
            site.known = site.known.carriedOut(event, message, deltas.get(event));
            carriedOut.add(dot);
        }
        return carriedOut;
    }

    private int next(OpKnowledge<S, P> known) {
        return known.waiting.stream()
                .filter(event -> isReady(known, event))
                .findFirst()
                .orElse(-1);
    }

    /** What those that wait say they wait for: the latest of each origin that they name, and all before it. */
    CausalContext missing(OpKnowledge<S, P> known) {
        CausalContext.Builder awaited = CausalContext.builder();
        CausalContext.Builder here = CausalContext.builder().addAll(CausalContext.of(clock(known.seen)));
        known.waiting.stream().forEach(event -> {
            Dot dot = Objects.requireNonNull(dotOf.get(event));
            here.add(dot);
            awaited.addAll(CausalContext.of(
                    Objects.requireNonNull(channel.get(dot)).message().clock()));
        });
        return awaited.build().minus(here.build());
    }
}
