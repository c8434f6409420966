package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two releases of a record of states, each at some of the peers. */
class RecordEvolutionTest {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");

    record First(ORSet<String> tags, ORSet<String> admins) implements Composite<First> {
        static final First EMPTY = new First(ORSet.empty(), ORSet.empty());

        @Override
        public First zip(First other, Zip with) {
            return new First(with.apply(tags, other.tags), with.apply(admins, other.admins));
        }
    }

    record Second(ORSet<String> tags, ORSet<String> admins, ORMap<String, PNCounter> visits)
            implements Composite<Second> {
        static final Second EMPTY = new Second(ORSet.empty(), ORSet.empty(), ORMap.empty(PNCounter.empty()));

        @Override
        public Second zip(Second other, Zip with) {
            return new Second(
                    with.apply(tags, other.tags), with.apply(admins, other.admins), with.apply(visits, other.visits));
        }

        Second visited(ReplicaId self, String page) {
            return new Second(tags, admins, visits.update(self, page, count -> count.increment(self)));
        }
    }

    record Exchanged(ORSet<String> admins, ORSet<String> tags) implements Composite<Exchanged> {
        static final Exchanged EMPTY = new Exchanged(ORSet.empty(), ORSet.empty());

        @Override
        public Exchanged zip(Exchanged other, Zip with) {
            return new Exchanged(with.apply(admins, other.admins), with.apply(tags, other.tags));
        }
    }

    record Renamed(ORSet<String> tags, ORSet<String> owners) implements Composite<Renamed> {
        static final Renamed EMPTY = new Renamed(ORSet.empty(), ORSet.empty());

        @Override
        public Renamed zip(Renamed other, Zip with) {
            return new Renamed(with.apply(tags, other.tags), with.apply(owners, other.owners));
        }
    }

    record OfAnotherType(ORSet<String> tags, PNCounter admins) implements Composite<OfAnotherType> {
        static final OfAnotherType EMPTY = new OfAnotherType(ORSet.empty(), PNCounter.empty());

        @Override
        public OfAnotherType zip(OfAnotherType other, Zip with) {
            return new OfAnotherType(with.apply(tags, other.tags), with.apply(admins, other.admins));
        }
    }

    record Holder<P extends Causal<P>>(P inner, ORSet<String> tags) implements Composite<Holder<P>> {
        @Override
        public Holder<P> zip(Holder<P> other, Zip with) {
            return new Holder<>(with.apply(inner, other.inner), with.apply(tags, other.tags));
        }
    }

    /** A class that is no record, so that its components need names. */
    static final class Plain implements Composite<Plain> {
        private final ORSet<String> one;
        private final ORSet<String> two;

        Plain(ORSet<String> one, ORSet<String> two) {
            this.one = one;
            this.two = two;
        }

        @Override
        public Plain zip(Plain other, Zip with) {
            return new Plain(with.apply(one, other.one), with.apply(two, other.two));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Plain that && one.equals(that.one) && two.equals(that.two);
        }

        @Override
        public int hashCode() {
            return one.hashCode();
        }
    }

    private static final KryoCodec FIRST =
            KryoCodec.builder().composite(First.EMPTY, 100).build();
    private static final KryoCodec SECOND =
            KryoCodec.builder().composite(Second.EMPTY, 100).build();

    private static ORSet<String> set(ReplicaId self, String... elements) {
        ORSet<String> set = ORSet.empty();
        for (String element : elements) {
            set = set.add(self, element);
        }
        return set;
    }

    private static final First BOTH = new First(set(A, "sale"), set(A, "root"));

    private static <P extends Composite<P>> void refuses(P empty, byte[] bytes, String said) {
        KryoCodec codec = KryoCodec.builder().composite(empty, 100).build();
        String message = assertThrows(DecodeException.class, () -> codec.decode(bytes, empty))
                .getMessage();
        assertTrue(message.contains(said), message);
    }

    @Test
    void componentsAddedAtTheEndAreEmptyInOlderBytes() {
        Second read = SECOND.decode(FIRST.encode(BOTH), Second.EMPTY);
        assertEquals(new Second(BOTH.tags(), BOTH.admins(), Second.EMPTY.visits()), read);
    }

    @Test
    void aStateThatDoesNotUseANewComponentHasTheSameBytesInBothReleases() {
        for (First state : List.of(First.EMPTY, BOTH, new First(set(A, "x"), ORSet.empty()))) {
            Second same = new Second(state.tags(), state.admins(), Second.EMPTY.visits());
            assertArrayEquals(FIRST.encode(state), SECOND.encode(same));
            assertEquals(state, FIRST.decode(SECOND.encode(same), First.EMPTY));
        }
    }

    @Test
    void whatWasSeenInAComponentCountsAsUse() {
        Second removed = new Second(ORSet.empty(), ORSet.empty(), Second.EMPTY.visits()).visited(A, "home");
        removed = new Second(removed.tags(), removed.admins(), removed.visits().remove("home"));
        assertEquals(removed, SECOND.decode(SECOND.encode(removed), Second.EMPTY));
        byte[] bytes = SECOND.encode(removed);
        assertThrows(DecodeException.class, () -> FIRST.decode(bytes, First.EMPTY));
    }

    @Test
    void aPeerThatDoesNotKnowAComponentThatIsUsedRefusesTheWholeInWords() {
        refuses(
                First.EMPTY,
                SECOND.encode(Second.EMPTY.visited(A, "home")),
                "record 100 (" + First.class.getName() + ") has components there that are not known here, after"
                        + " (tags, admins): all peers must read a new component before one writes it (at byte 4)");
    }

    @Test
    void componentsInAnotherOrderAreRefusedInWords() {
        refuses(Exchanged.EMPTY, FIRST.encode(BOTH), "has (tags, admins) there and (admins, tags) here");
        refuses(Exchanged.EMPTY, FIRST.encode(new First(set(A, "x"), ORSet.empty())), "has (tags) there and");
    }

    @Test
    void aComponentWithAnotherNameOrTypeIsRefusedInWords() {
        refuses(
                Renamed.EMPTY,
                FIRST.encode(BOTH),
                "has (tags, ?) there and (tags, owners) here; component 2 here is owners, of type ORSet");
        refuses(
                OfAnotherType.EMPTY,
                FIRST.encode(BOTH),
                "has (tags, ?) there and (tags, admins) here; component 2 here is admins, of type PNCounter");
    }

    @Test
    void aRecordWithinARecordEvolvesByItself() {
        var first = new Holder<>(First.EMPTY, ORSet.<String>empty());
        var second = new Holder<>(Second.EMPTY, ORSet.<String>empty());
        KryoCodec old = KryoCodec.builder()
                .composite(First.EMPTY, 100)
                .composite(first, 101)
                .build();
        KryoCodec now = KryoCodec.builder()
                .composite(Second.EMPTY, 100)
                .composite(second, 101)
                .build();
        var written = new Holder<>(BOTH, set(B, "x"));
        byte[] bytes = old.encode(written);
        var read = now.decode(bytes, second);
        assertEquals(BOTH.admins(), read.inner().admins());
        assertEquals(written.tags(), read.tags());
        assertArrayEquals(bytes, now.encode(read));
        byte[] used = now.encode(new Holder<>(read.inner().visited(A, "home"), read.tags()));
        assertThrows(DecodeException.class, () -> old.decode(used, first));
    }

    @Test
    void namesAndOrderOfAClassThatIsNoRecordAreGiven() {
        var empty = new Plain(ORSet.empty(), ORSet.empty());
        var said = assertThrows(
                IllegalArgumentException.class, () -> KryoCodec.builder().composite(empty, 100));
        assertTrue(said.getMessage().contains("add them, in the order of zip, to composite(...)"), said::getMessage);
        assertThrows(IllegalArgumentException.class, () -> KryoCodec.builder().composite(empty, 100, "one"));
        assertThrows(IllegalArgumentException.class, () -> KryoCodec.builder().composite(empty, 100, "one", "one"));
        KryoCodec codec =
                KryoCodec.builder().composite(empty, 100, "one", "two").build();
        KryoCodec other =
                KryoCodec.builder().composite(empty, 100, "two", "one").build();
        var state = new Plain(set(A, "x"), set(A, "y"));
        assertEquals(state, codec.decode(codec.encode(state), empty));
        byte[] bytes = codec.encode(state);
        var refused = assertThrows(DecodeException.class, () -> other.decode(bytes, empty));
        assertTrue(refused.getMessage().contains("has (one, two) there and (two, one) here"), refused::getMessage);
    }

    @Test
    void anEmptyComponentAtTheEndIsNoFormOfAState() {
        byte[] bytes = FIRST.encode(new First(set(A, "x"), ORSet.empty()));
        int used = 4; // behind version, flags, tag and id
        assertEquals(1, bytes[used]);
        byte[] checks = FIRST.encode(BOTH);
        var forged = new ArrayList<Byte>();
        for (int i = 0; i < bytes.length; i++) {
            forged.add(i == used ? 2 : bytes[i]);
            if (i == used + 3) {
                for (int j = 1; j <= 3; j++) {
                    forged.add(checks[used + 3 + j]);
                }
            }
        }
        forged.add((byte) 0);
        forged.add((byte) 0);
        byte[] longer = new byte[forged.size()];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = forged.get(i);
        }
        KryoCodec codec =
                KryoCodec.builder().composite(First.EMPTY, 100).checksum(false).build();
        var thrown = assertThrows(DecodeException.class, () -> codec.decode(longer, First.EMPTY));
        assertTrue(thrown.getMessage().contains("an empty component at the end"), thrown::getMessage);
    }

    /** A peer of one release, its state in a map. */
    private static final class Peer<P extends Composite<P>> {
        final KryoCodec codec;
        final ORMap<String, P> empty;
        ORMap<String, P> state;
        ORMap<String, P> before;

        Peer(KryoCodec codec, P bottom) {
            this.codec = codec;
            this.empty = ORMap.empty(bottom);
            this.state = empty;
            this.before = empty;
        }

        byte[] delta() {
            byte[] bytes = codec.encode(state.delta(before));
            before = state;
            return bytes;
        }

        boolean receive(byte[] bytes) {
            try {
                state = state.merge(codec.decode(bytes, empty));
                return true;
            } catch (DecodeException e) {
                return false;
            }
        }
    }

    @Test
    void aNewComponentIsNeverLostWhileOldAndNewPeersExchangeInAnyOrder() {
        int refused = 0;
        int taken = 0;
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            var old = new Peer<>(FIRST, First.EMPTY);
            List<Peer<Second>> now = List.of(new Peer<>(SECOND, Second.EMPTY), new Peer<>(SECOND, Second.EMPTY));
            List<ReplicaId> ids = List.of(ReplicaId.of("n1"), ReplicaId.of("n2"), ReplicaId.of("o"));
            List<byte[]> sent = new ArrayList<>();
            List<TreeSet<String>> visited = List.of(new TreeSet<>(), new TreeSet<>());
            for (int step = 0; step < 40; step++) {
                String key = "k" + random.nextInt(3);
                int at = random.nextInt(3);
                String what = "v" + step;
                if (at == 2) {
                    old.state = switch (random.nextInt(4)) {
                        case 0 -> old.state.remove(key);
                        case 1 ->
                            old.state.update(
                                    ids.get(2),
                                    key,
                                    p -> new First(p.tags(), p.admins().clear()));
                        default ->
                            old.state.update(
                                    ids.get(2), key, p -> new First(p.tags().add(ids.get(2), what), p.admins()));
                    };
                    sent.add(random.nextBoolean() ? old.delta() : FIRST.encode(old.state));
                } else {
                    Peer<Second> peer = now.get(at);
                    ReplicaId self = ids.get(at);
                    if (random.nextInt(3) == 0) {
                        peer.state = peer.state.update(self, key, p -> p.visited(self, what));
                        visited.get(at).add(key + what);
                    } else {
                        peer.state = peer.state.update(
                                self, key, p -> new Second(p.tags(), p.admins().add(self, what), p.visits()));
                    }
                    sent.add(random.nextBoolean() ? peer.delta() : SECOND.encode(peer.state));
                }
                for (int i = 0; i < 3; i++) { // messages of any age, any number of times
                    byte[] message = sent.get(random.nextInt(sent.size()));
                    int to = random.nextInt(3);
                    boolean merged =
                            to == 2 ? old.receive(message) : now.get(to).receive(message);
                    assertTrue(merged || to == 2, "a new peer reads everything");
                    refused += merged ? 0 : 1;
                    taken += merged ? 1 : 0;
                }
                for (int i = 0; i < 2; i++) {
                    assertTrue(visits(now.get(i).state).containsAll(visited.get(i)), "lost at seed " + seed);
                }
            }
            ORMap<String, Second> joined = now.get(0).state.merge(now.get(1).state);
            joined = joined.merge(SECOND.decode(FIRST.encode(old.state), now.get(0).empty));
            TreeSet<String> all = new TreeSet<>(visited.get(0));
            all.addAll(visited.get(1));
            assertEquals(all, visits(joined));
        }
        assertTrue(refused > 1_000 && taken > 10_000, "refused " + refused + ", taken " + taken);
    }

    private static SortedSet<String> visits(ORMap<String, Second> map) {
        var all = new TreeSet<String>();
        map.keys().forEach(key -> map.get(key).visits().keys().forEach(page -> all.add(key + page)));
        return all;
    }
}
