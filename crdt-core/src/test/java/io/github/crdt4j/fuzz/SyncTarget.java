package io.github.crdt4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.sync.SyncMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two honest replicas over a network that loses, repeats and reorders, and a hostile peer that sends what it likes, as
 * bytes. Nothing but what is documented is thrown, states only grow, and while the transport vouches for who sent a
 * message the honest ones reach equal states, unless one of them has reported a clash. Where it does not, senders are
 * forged too, and convergence is not asked for.
 *
 * @param <S> the type of the states
 */
public final class SyncTarget<S extends Crdt<S>> {

    private static final List<Kind<?>> KINDS = List.of(
            Kind.named("ORSet-empty"),
            Kind.named("PNCounter-empty"),
            Kind.named("LWWRegister-empty"),
            Kind.named("ORMap-empty"),
            Kind.named("ORMap-composites"));

    private static final ReplicaId MALLORY = ReplicaId.of("mallory");
    private static final Instant START = Instant.ofEpochSecond(1);
    private static final int ENOUGH_ROUNDS = 12;

    private static final Map<Opening, List<byte[]>> OPENINGS = new HashMap<>();

    private final Choices choices;
    private final Kind<S> kind;
    private final S bottom;
    private final boolean vouched;
    private final List<Party<S>> honest = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<byte[]> underway = new ArrayList<>();
    private Instant now = START;
    private int taken;

    private SyncTarget(Kind<S> kind, S bottom, Choices choices) {
        this.kind = kind;
        this.bottom = bottom;
        this.choices = choices;
        this.vouched = !choices.chance(4);
        // The samples have events of a and b. Under other names there are fewer clashes, and more happens after them.
        boolean strangers = !choices.chance(4);
        start(strangers ? ReplicaId.of("p") : Samples.A);
        start(strangers ? ReplicaId.of("q") : Samples.B);
        honest.get(0).connect(honest.get(1).id);
        honest.get(1).connect(honest.get(0).id);
        sent.addAll(OPENINGS.computeIfAbsent(new Opening(kind, honest.get(0).id), Opening::messages));
    }

    /** What the hostile peer may begin with: the samples of a kind, sent to a victim. */
    private record Opening(Kind<?> kind, ReplicaId victim) {

        List<byte[]> messages() {
            return messages(kind);
        }

        private <T extends Crdt<T>> List<byte[]> messages(Kind<T> kind) {
            return kind.samples().stream()
                    .map(sample -> Kind.CODEC.encodeMessage(
                            new SyncMessage.Delta<>(MALLORY, victim, 1, 1, true, kind.decode(sample))))
                    .toList();
        }
    }

    /** Called by the fuzzer, before the first input. */
    public static void fuzzerInitialize() {
        Heap.occupy();
    }

    /**
     * One input: a type, then what happens, one thing after the other.
     *
     * @param input the input
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var unused = run(input);
    }

    /** Whether an honest replica took something from the hostile one. */
    static boolean run(byte[] input) {
        var choices = new Choices(input);
        return run(choices.oneOf(KINDS), choices);
    }

    private static <S extends Crdt<S>> boolean run(Kind<S> kind, Choices choices) {
        S empty = kind.decode(kind.samples().get(0));
        return new SyncTarget<>(kind, bottom(empty), choices).run();
    }

    /** The state of the same type that has seen nothing. */
    private static <S extends Crdt<S>> S bottom(S state) {
        return state.delta(state);
    }

    private void start(ReplicaId id) {
        honest.add(new Party<>(id, kind, bottom, () -> now));
    }

    private boolean run() {
        for (int steps = 0; steps < 60 && !choices.isUsedUp(); steps++) {
            step();
        }
        if (vouched) {
            converge();
        }
        return taken > 0;
    }

    private void step() {
        int who = choices.below(2);
        Party<S> one = honest.get(who);
        Party<S> other = honest.get(1 - who);
        switch (choices.below(9)) {
            case 0, 1 -> one.update(choices);
            case 2, 3 -> one.push().forEach(this::send);
            case 4 -> deliver(choices.below(Math.max(1, underway.size())), choices.chance(4));
            case 5 -> now = now.plusSeconds(choices.octet());
            case 6 -> restart(who);
            default -> attack(one);
        }
        for (Party<S> party : honest) {
            Party<S> peer = party == one ? other : one;
            assertTrue(!vouched || party.known(peer.id).leq(peer.state()), "known is what the peer has");
        }
    }

    private void send(byte[] message) {
        sent.add(message);
        underway.add(message);
    }

    private void deliver(int which, boolean again) {
        if (which < underway.size()) {
            byte[] bytes = again ? underway.get(which) : underway.remove(which);
            var message = Kind.CODEC.decodeMessage(bytes, kind.like());
            for (Party<S> party : List.copyOf(honest)) {
                if (party.id.name().equals(message.to().name())) {
                    party.receive(message).forEach(this::send);
                }
            }
        }
    }

    /** The next start of a replica, with its memory lost. */
    private void restart(int who) {
        if (choices.chance(4)) {
            ReplicaId before = honest.remove(who).id;
            Party<S> peer = honest.get(0);
            var next = new Party<>(new ReplicaId(before.name(), before.incarnation() + 1), kind, bottom, () -> now);
            next.connect(peer.id);
            honest.add(who, next);
        }
    }

    /** Bytes from the hostile peer. */
    private void attack(Party<S> victim) {
        SyncMessage<S> message;
        byte[] bytes = AlmostValid.bytes(choices, sent, List.of());
        S state = victim.state();
        Work.measure(bytes, () -> Kind.CODEC.decodeMessage(bytes, kind.like()), received -> {
            if (received instanceof SyncMessage.Delta<S> delta) {
                assertTrue(state.leq(state.merge(delta.delta())));
            }
        });
        try {
            message = Kind.CODEC.decodeMessage(bytes, kind.like());
        } catch (DecodeException refused) {
            return;
        }
        if (vouched
                && honest.stream()
                        .anyMatch(party -> party.id.name().equals(message.from().name()))) {
            victim.receive(underItsOwnName(message, victim)).forEach(this::send);
        } else {
            victim.receive(message).forEach(this::send);
        }
        taken++;
    }

    private SyncMessage<S> underItsOwnName(SyncMessage<S> message, Party<S> victim) {
        if (message instanceof SyncMessage.Delta<S> delta) {
            return new SyncMessage.Delta<>(
                    MALLORY, victim.id, delta.session(), delta.number(), delta.complete(), delta.delta());
        }
        if (message instanceof SyncMessage.Ack<S> ack) {
            return new SyncMessage.Ack<>(MALLORY, victim.id, ack.session(), ack.number());
        }
        if (message instanceof SyncMessage.Check<S> check) {
            return new SyncMessage.Check<>(
                    MALLORY, victim.id, check.session(), check.number(), check.kind(), check.fingerprint());
        }
        return new SyncMessage.StartOver<>(
                MALLORY, victim.id, message.session(), ((SyncMessage.StartOver<S>) message).addressee());
    }

    private void converge() {
        Party<S> one = honest.get(0);
        Party<S> other = honest.get(1);
        now = now.plusSeconds(3600); // no clock that was pulled ahead is ahead any more
        one.connect(other.id);
        for (int rounds = 0; rounds < ENOUGH_ROUNDS; rounds++) {
            one.push().forEach(this::send);
            other.push().forEach(this::send);
            if (underway.isEmpty()) {
                break; // and nothing will ever be sent
            }
            while (!underway.isEmpty()) {
                deliver(0, false);
            }
        }
        if (!one.hasClashed() && !other.hasClashed()) {
            assertEquals(one.state(), other.state(), "the honest replicas agree");
            assertEquals(one.state(), one.known(other.id), "and know that they do");
            assertEquals(other.state(), other.known(one.id), "and know that they do");
        }
    }
}
