package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.IdentityClashException;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Merging from bytes is decoding and merging, whatever it leaves unread. */
class MergeIntoTest {

    private static final ReplicaId ME = ReplicaId.of("me");

    private final KryoCodec codec = Samples.builder().build();
    private final KryoCodec checked = Samples.builder().checksum(true).build();

    private <S extends Crdt<S>> S merged(S mine, S theirs) {
        var replica = Replica.of(ME, mine);
        S expected = mine.merge(theirs);
        assertEquals(!expected.equals(mine), codec.mergeInto(replica, codec.encode(theirs)));
        assertEquals(expected, replica.state());
        assertArrayEquals(codec.encode(expected), codec.encode(replica.state()));
        return replica.state();
    }

    private static ORSet<String> filled(int size) {
        ORSet<String> set = ORSet.empty();
        for (int i = 0; i < size; i++) {
            set = set.add(i % 3 == 0 ? Samples.A : i % 3 == 1 ? Samples.B : Samples.C, "user-%07d".formatted(i));
        }
        return set;
    }

    @TestFactory
    Stream<DynamicTest> statesOfEveryTypeMergeAsIfDecoded() {
        return Samples.states().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> samples(sample.getValue())));
    }

    private <S extends Crdt<S>> void samples(Crdt<S> sample) {
        S state = Shapes.unchecked(sample);
        assertEquals(state, merged(state, state));
        for (Crdt<?> other : Samples.states().values()) {
            byte[] bytes = codec.encode(other);
            S theirs;
            try {
                theirs = codec.decode(bytes, state);
            } catch (DecodeException ofAnotherType) {
                var replica = Replica.of(ME, state);
                assertThrows(DecodeException.class, () -> codec.mergeInto(replica, bytes));
                assertSame(state, replica.state());
                continue;
            }
            boolean comeFromOneHistory =
                    !(theirs instanceof ORSet<?> set) || set.size() <= Blocks.FEW || theirs.equals(state);
            if (comeFromOneHistory) { // else one dot may stand for two elements, and blocks with it are skipped
                assertEquals(state.merge(theirs), merged(state, theirs));
            }
        }
    }

    /** Two sides that began as one go on by themselves, far or not so far, and hear of each other now and then. */
    @Test
    void largeSetsInRandomHistoriesMergeAsIfDecoded() {
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            var past = new ArrayList<ORSet<String>>(List.of(filled(random.nextInt(1_500))));
            ORSet<String> again = codec.decode(codec.encode(past.get(0)), ORSet.empty());
            var sides = new ArrayList<>(List.of(past.get(0), again));
            for (int step = 0; step < 12; step++) {
                int at = random.nextInt(2);
                ORSet<String> side = sides.get(at);
                switch (random.nextInt(5)) {
                    case 0 -> side = merged(side, sides.get(1 - at));
                    case 1 -> side = merged(side, sides.get(1 - at).delta(past.get(random.nextInt(past.size()))));
                    case 2 -> side = merged(side, past.get(random.nextInt(past.size())));
                    default -> {
                        ReplicaId self = at == 0 ? Samples.A : Samples.B;
                        for (int change = random.nextInt(random.nextBoolean() ? 8 : 400); change > 0; change--) {
                            String element = "user-%07d".formatted(random.nextInt(2_000));
                            side = random.nextBoolean() ? side.add(self, element) : side.remove(element);
                        }
                    }
                }
                sides.set(at, side);
                past.add(side);
            }
            assertEquals(merged(sides.get(0), sides.get(1)), merged(sides.get(1), sides.get(0)), "seed " + seed);
        }
    }

    @Test
    void whatTheReplicaLearnsMeanwhileIsKept() {
        ORSet<String> set = filled(1_000);
        ORSet<String> theirs = set.remove("user-0000500").add(Samples.B, "news");
        ORSet<String> ours = set.remove("user-0000003").add(ME, "mine").remove("user-0000700");
        var replica = Replica.of(ME, set);
        ORSet<String> news = readNews(codec.encode(theirs), set);
        assertTrue(news.size() == 1 && news.context().leq(theirs.context()), news.toString());
        replica.update(state -> ours);
        replica.merge(news);
        assertEquals(ours.merge(theirs), replica.state());
    }

    private ORSet<String> readNews(byte[] bytes, ORSet<String> known) {
        var session = new Session(null, 32, 1 << 20, Session.BY_DEFAULT);
        return Frames.read(session, bytes, in -> Frames.readNews(in, Frames.expected(known, session), known));
    }

    @Test
    void theNewsOfANearlyEqualSetAreTheDifference() {
        ORSet<String> set = filled(3_000);
        ORSet<String> theirs = set.remove("user-0000500").add(Samples.B, "news");
        ORSet<String> news = readNews(codec.encode(theirs), set.remove("user-0000007"));
        assertEquals(theirs.delta(set), news);
        assertEquals(ORSet.empty(), readNews(codec.encode(set), theirs));
    }

    @Test
    void blocksWithoutNewsAreNotRead() {
        ORSet<String> set = filled(3_000);
        ORSet<String> theirs = set.add(Samples.C, "news");
        byte[] bytes = codec.encode(theirs);
        int unnoticed = 0;
        for (int at = 200; at < bytes.length; at += 7) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x55;
            var replica = Replica.of(ME, set);
            try {
                codec.mergeInto(replica, damaged);
                assertEquals(set.size() + 1, replica.state().size());
                unnoticed++;
            } catch (DecodeException inTheLastBlock) {
                assertSame(set, replica.state());
            }
            byte[] damagedToo = checked.encode(theirs);
            damagedToo[at] ^= 0x55;
            assertThrows(DecodeException.class, () -> checked.mergeInto(replica, damagedToo));
        }
        assertTrue(unnoticed > bytes.length / 7 / 2, unnoticed + " damages unnoticed");
    }

    @Test
    void badBytesChangeNothingWhereverTheyAreCut() {
        ORSet<String> set = filled(600);
        byte[] bytes = codec.encode(filled(900));
        var replica = Replica.of(ME, set);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(DecodeException.class, () -> codec.mergeInto(replica, cut));
            assertSame(set, replica.state());
        }
        assertTrue(codec.mergeInto(replica, bytes));
        assertFalse(codec.mergeInto(replica, bytes));
        assertEquals(filled(900), replica.state());
    }

    @Test
    void anEventOfMyOwnThatINeverIssuedIsRefused() {
        ORSet<String> set = filled(900);
        byte[] forged = codec.encode(set.add(ME, "forged"));
        var replica = Replica.of(ME, set);
        assertThrows(IdentityClashException.class, () -> codec.mergeInto(replica, forged));
        assertSame(set, replica.state());
        assertThrows(IdentityClashException.class, () -> replica.update(state -> state.add(ME, "mine")));
        byte[] removed = codec.encode(set.add(ME, "forged").remove("forged"));
        var other = Replica.of(ME, set);
        assertThrows(IdentityClashException.class, () -> codec.mergeInto(other, removed));
    }

    @Test
    void theClockIsShownTheGreatestStamp() {
        var shown = new ArrayList<Long>();
        var replica = Replica.of(ME, LWWRegister.<String>empty(), shown::add);
        codec.mergeInto(
                replica, codec.encode(LWWRegister.<String>empty().set(new LamportTimestamp(7, Samples.A), "x")));
        assertEquals(List.of(7L), shown);
    }

    @Test
    void listenersAreToldAndUpdatesMustNotMerge() {
        var replica = Replica.of(ME, GCounter.empty());
        var told = new ArrayList<GCounter>();
        replica.onChange((before, after) -> told.add(after));
        byte[] bytes = codec.encode(GCounter.empty().increment(Samples.A, 3));
        assertTrue(codec.mergeInto(replica, bytes));
        assertFalse(codec.mergeInto(replica, bytes));
        assertEquals(List.of(GCounter.empty().increment(Samples.A, 3)), told);
        assertThrows(
                IllegalStateException.class,
                () -> replica.update(state -> {
                    codec.mergeInto(replica, bytes);
                    return state;
                }));
    }
}
