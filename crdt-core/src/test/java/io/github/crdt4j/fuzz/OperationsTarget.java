package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes of operations. Either any bytes, decoded as a message, an announcement or a snapshot of any type, from which a
 * replica then goes on; or two honest replicas over a channel that delivers at least once and in any order, which crash,
 * restart and take over snapshots, and a hostile peer that sends what it likes. Nothing but what is documented is thrown,
 * what is refused changes nothing, and in the end the honest ones have carried out the same and are in equal states, unless
 * the hostile one has sent different messages under one number. That messages bear the name of their sender, the transport
 * vouches for.
 *
 * @param <S> the type of the states
 * @param <P> its operations
 * @param <O> what is done
 */
public final class OperationsTarget<S extends OpCrdt<S, P>, P extends Operation, O> {

    private static final ReplicaId MALLORY = ReplicaId.of("mallory");
    private static final Instant START = Instant.ofEpochSecond(1);
    private static final int ENOUGH_ROUNDS = 200;

    private final Choices choices;
    private final OpKind<S, P, O> kind;
    private final boolean settles;
    private final List<OpParty<S, P, O>> honest;
    private final List<byte[]> sent = new ArrayList<>();
    private final Map<Dot, OpMessage<List<P>>> hostile = new HashMap<>();
    private Instant now = START;
    private boolean equivocated;
    private int taken;

    private OperationsTarget(OpKind<S, P, O> kind, Choices choices) {
        this.kind = kind;
        this.choices = choices;
        // Who is stable is known only of members, and a hostile member can lie about it.
        this.settles = choices.chance(4);
        boolean narrow = choices.chance(2);
        List<ReplicaId> members = settles ? List.of(OpKind.P, OpKind.Q) : List.of();
        this.honest = List.of(
                new OpParty<>(OpKind.P, kind, () -> now, narrow, members),
                new OpParty<>(OpKind.Q, kind, () -> now, narrow, members));
    }

    /** Called by the fuzzer, before the first input. */
    public static void fuzzerInitialize() {
        Heap.occupy();
    }

    /**
     * One input: a type, then bytes, or what happens, one thing after the other.
     *
     * @param input the input
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var unused = run(input);
    }

    /** Whether bytes were accepted that nobody honest had sent. */
    static boolean run(byte[] input) {
        var choices = new Choices(input);
        OpKind<?, ?, ?> kind = choices.oneOf(OpKind.ALL);
        return choices.chance(2) ? kind.decode(choices) : run(kind, choices);
    }

    private static <S extends OpCrdt<S, P>, P extends Operation, O> boolean run(OpKind<S, P, O> kind, Choices choices) {
        return new OperationsTarget<>(kind, choices).run();
    }

    private boolean run() {
        for (int steps = 0; steps < 60 && !choices.isUsedUp(); steps++) {
            step();
        }
        converge();
        return taken > 0;
    }

    private void step() {
        int who = choices.below(2);
        OpParty<S, P, O> one = honest.get(who);
        OpParty<S, P, O> other = honest.get(1 - who);
        switch (choices.below(12)) {
            case 0, 1, 2 -> one.update(choices);
            case 3, 4 -> sent.addAll(one.flush(choices.chance(2)));
            case 5, 6 -> deliver(one);
            case 7 -> now = now.plusSeconds(choices.octet());
            case 8 -> restart(one);
            case 9 -> one.adopt(other.disk());
            case 10 -> {
                one.hear(other.announce());
                if (settles) {
                    one.settle();
                }
            }
            default -> attack();
        }
    }

    private void restart(OpParty<S, P, O> party) {
        if (choices.chance(4)) {
            party.restart();
        }
    }

    private void deliver(OpParty<S, P, O> to) {
        if (!sent.isEmpty()) {
            to.receive(kind.codec().decodeMessage(choices.oneOf(sent)));
        }
    }

    /** A message of the hostile peer: edited from what was sent, numbered as it likes, having seen what it likes. */
    private void attack() {
        var samples = new ArrayList<>(kind.messages());
        samples.addAll(sent);
        OpMessage<List<P>> message;
        byte[] bytes = AlmostValid.bytes(choices, samples, List.of());
        Work.measure(bytes, () -> kind.codec().decodeMessage(bytes), received -> {});
        try {
            message = kind.codec().decodeMessage(bytes);
        } catch (DecodeException refused) {
            return;
        }
        if (settles) {
            return;
        }
        long number = choices.chance(4) ? message.dot().number() : hostile.size() + 1;
        Map<ReplicaId, Long> seen =
                new HashMap<>(choices.chance(3) ? message.clock().entries() : Map.of());
        seen.put(MALLORY, number);
        var forged = new OpMessage<>(new Dot(MALLORY, number), VectorClock.of(seen), message.payload());
        OpMessage<List<P>> first = hostile.putIfAbsent(forged.dot(), forged);
        equivocated |= first != null && !first.equals(forged);
        sent.add(kind.codec().encode(forged));
        taken++;
    }

    private void converge() {
        now = now.plusSeconds(3600); // no clock that was pulled ahead is ahead any more
        honest.forEach(party -> sent.addAll(party.flush(false)));
        honest.forEach(party -> sent.addAll(party.unconfirmed()));
        boolean news = true;
        for (int rounds = 0; rounds < ENOUGH_ROUNDS && news; rounds++) {
            news = false;
            for (OpParty<S, P, O> party : honest) {
                for (byte[] message : sent) {
                    news |= party.receive(kind.codec().decodeMessage(message));
                }
            }
        }
        OpParty<S, P, O> one = honest.get(0);
        OpParty<S, P, O> other = honest.get(1);
        if (!equivocated) {
            assertEquals(one.clock(), other.clock(), "the honest replicas have carried out the same");
            if (settles) {
                honest.forEach(party -> sent.addAll(party.flush(true)));
                one.hear(other.announce());
                other.hear(one.announce());
                assertEquals(one.clock(), one.settle(), "everything is stable");
                assertEquals(one.clock(), other.settle(), "everything is stable");
            }
            assertEquals(one.state(), other.state(), "the honest replicas agree");
        }
    }
}
