package io.github.crdt4j.internal.causal;

import static io.github.crdt4j.causal.Embeddings.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a delta says about where to look, and what that saves. */
class HintsTest {

    private static final int SIZE = 1000;
    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final ReplicaId C = ReplicaId.of("c");

    private static ORSet<Integer> set() {
        return ORSet.<Integer>empty().edit(A, set -> {
            for (int i = 0; i < SIZE; i++) {
                set.add(i);
            }
        });
    }

    private static ORMap<Integer, ORSet<String>> map() {
        return ORMap.<Integer, ORSet<String>>empty(ORSet.empty()).edit(A, map -> {
            for (int i = 0; i < SIZE; i++) {
                map.update(i, tags -> tags.add(A, "new").add(A, "sale"));
            }
        });
    }

    @SuppressWarnings("unchecked") // the parts of a type are those of its own class
    private static <S extends Causal<S>> Parts<S, ?> parts(S state) {
        return (Parts<S, ?>) Parts.of(state.getClass());
    }

    private static <S extends Causal<S>> Set<Object> hints(S state) {
        return Set.copyOf(parts(state).open().apply(state).hints().keys());
    }

    private static <S extends Causal<S>> S hinted(S state, List<Object> keys) {
        return hinted(parts(state), state, keys);
    }

    private static <S extends Causal<S>, D extends DotStore<D>> S hinted(
            Parts<S, D> parts, S state, List<Object> keys) {
        return parts.close().apply(parts.open().apply(state).hinted(new Hints(keys)));
    }

    private static boolean hasDotIndex(Causal<?> state) {
        return ((DotMap<?, ?>) Parts.storeOf(state)).hasDotIndex();
    }

    /** Merges both ways, and says whether one of them had to look for dots everywhere. */
    private static <S extends Causal<S>> boolean looksEverywhere(S state, S delta, S expected) {
        S merged = state.merge(delta);
        assertEquals(expected, merged);
        boolean looks = hasDotIndex(state);
        assertEquals(expected, delta.merge(state));
        assertEquals(looks, hasDotIndex(state));
        return looks;
    }

    @Test
    void aRemovalFromASetIsFoundByItsElements() {
        ORSet<Integer> set = set();
        ORSet<Integer> after = set.remove(7).remove(8).add(B, SIZE);
        assertEquals(Set.of(7, 8), hints(after.delta(set)));
        assertFalse(looksEverywhere(set, after.delta(set), after));
        assertTrue(looksEverywhere(set, hinted(after.delta(set), List.of()), after));
    }

    @Test
    void aRemovalFromAMapIsFoundByItsKeys() {
        ORMap<Integer, ORSet<String>> map = map();
        ORMap<Integer, ORSet<String>> after = map.remove(7).remove(8).update(B, 9, tags -> tags.add(B, "old"));
        assertEquals(Set.of(7, 8), hints(after.delta(map)));
        assertFalse(looksEverywhere(map, after.delta(map), after));
        assertTrue(looksEverywhere(map, hinted(after.delta(map), List.of()), after));
    }

    @Test
    void anElementThatHasAnotherDotIsFoundToo() {
        ORSet<Integer> set = set();
        ORSet<Integer> two = set.add(B, 7).merge(set.add(A, 7));
        ORSet<Integer> here = two.add(A, 8);
        ORSet<Integer> after = two.remove(7);
        assertFalse(looksEverywhere(here, after.delta(two), here.remove(7)));
    }

    @Test
    void whatIsInTheDeltaIsNoHintNorIsWhatItDoesNotMention() {
        ORSet<Integer> set = set();
        assertEquals(Set.of(), hints(set.add(B, 7).delta(set)));
        assertEquals(Set.of(), hints(set.delta(set)));
        assertEquals(Set.of(), hints(set.delta(set.add(B, SIZE))));
        ORMap<Integer, PNCounter> map = ORMap.<Integer, PNCounter>empty(PNCounter.empty())
                .update(A, 1, count -> count.increment(A))
                .update(A, 2, count -> count)
                .update(A, 3, count -> count);
        assertEquals(Set.of(2), hints(map.remove(1).remove(2).delta(map)), "1 has leavings");
    }

    @Test
    void ofTooManyThereAreNone() {
        ORSet<Integer> set = set();
        ORSet<Integer> fewer = set.edit(B, editor -> {
            for (int i = 0; i < Hints.MOST; i++) {
                editor.remove(i);
            }
        });
        assertEquals(Hints.MOST, hints(fewer.delta(set)).size());
        assertEquals(Set.of(), hints(fewer.remove(SIZE - 1).delta(set)));
        assertTrue(looksEverywhere(set, fewer.remove(SIZE - 1).delta(set), fewer.remove(SIZE - 1)));
    }

    @Test
    void theyAreNoPartOfTheValue() {
        KryoCodec codec = KryoCodec.create();
        ORSet<Integer> set = set();
        ORSet<Integer> delta = set.remove(7).delta(set);
        ORSet<Integer> bare = hinted(delta, List.of());
        assertEquals(bare, delta);
        assertEquals(bare.hashCode(), delta.hashCode());
        assertEquals(bare.toString(), delta.toString());
        assertArrayEquals(codec.encode(bare), codec.encode(delta));
        assertTrue(bare.leq(delta) && delta.leq(bare));
        assertSame(delta, delta.merge(bare));
        assertSame(bare, bare.merge(delta));
    }

    @Test
    void aStateThatWasADeltaForgetsThemWithItsNextChange() {
        ORSet<Integer> set = set();
        ORSet<Integer> delta = set.remove(7).delta(set);
        assertSame(delta, ORSet.<Integer>empty().merge(delta));
        assertEquals(Set.of(), hints(delta.add(B, 1)));
        assertEquals(Set.of(), hints(delta.merge(set)));
        assertEquals(Set.of(), hints(delta.merge(set.remove(8).delta(set))), "batch by subtraction instead");
        assertEquals(Set.of(7, 8), hints(set.remove(7).remove(8).delta(set)));
    }

    @Test
    void aWrongHintIsLookedAtAndNoMore() {
        ORSet<Integer> set = set();
        ORSet<Integer> delta = set.remove(7).delta(set);
        for (List<Object> wrong : List.<List<Object>>of(
                List.of(8), List.of(-1), List.of("7", 7L, set), List.of(8, 8, 8), List.of(7, 7), List.of(8, 7))) {
            ORSet<Integer> here = set.add(B, SIZE);
            boolean leads = wrong.contains(7);
            assertEquals(!leads, looksEverywhere(here, hinted(delta, wrong), here.remove(7)), wrong::toString);
        }
        ORMap<Integer, ORSet<String>> map = map();
        ORMap<Integer, ORSet<String>> changed = map.remove(7).update(B, 8, tags -> tags.remove("new"));
        for (List<Object> wrong : List.<List<Object>>of(List.of(8), List.of("7"), List.of(8, 9, 9), List.of(8, 7, 7))) {
            ORMap<Integer, ORSet<String>> here = map.update(C, SIZE, tags -> tags);
            ORMap<Integer, ORSet<String>> lying = hinted(changed.delta(map), wrong);
            ORMap<Integer, ORSet<String>> expected = bare(map.update(C, SIZE, tags -> tags), lying);
            assertEquals(!wrong.contains(7), looksEverywhere(here, lying, expected), wrong::toString);
        }
    }

    private static <S extends Causal<S>> S bare(S state, S delta) {
        return state.merge(hinted(delta, List.of())); // a decoded copy would do as well
    }

    /** A user's own causal type does not tell its dots, so that each entry has to be asked. */
    @Test
    void aKeyWhoseValueKeepsItsDotsToItselfIsRemovedToo() {
        ORMap<Integer, Samples.Switch> lamps = ORMap.empty(Samples.Switch.OFF);
        for (int i = 0; i < 100; i++) {
            lamps = lamps.update(A, i, lamp -> lamp)
                    .update(B, i + 100, lamp -> new Samples.Switch(lamp.on().add(B, true)));
        }
        for (int key : new int[] {7, 107}) {
            ORMap<Integer, Samples.Switch> after = lamps.remove(key);
            ORMap<Integer, Samples.Switch> removal = after.delta(lamps);
            assertEquals(Set.of(key), hints(removal));
            assertFalse(looksEverywhere(lamps, removal, after), "there are no columns");
            assertEquals(after, after.merge(removal));
        }
    }

    @Test
    void aRemovalThatComesAgainChangesNothing() {
        ORSet<Integer> set = set();
        ORSet<Integer> removal = set.remove(7).delta(set);
        ORSet<Integer> once = set.merge(removal);
        assertSame(once, once.merge(removal));
        ORSet<Integer> later = once.add(B, SIZE).remove(8).edit(B, editor -> editor.add(9));
        assertSame(later, later.merge(removal));
        ORSet<Integer> again = later.add(C, 7);
        assertSame(again, again.merge(removal), "an element added again has another dot");
        ORMap<Integer, ORSet<String>> map = map();
        ORMap<Integer, ORSet<String>> update =
                map.update(B, 7, tags -> tags.add(B, "new")).delta(map);
        ORMap<Integer, ORSet<String>> updated = map.merge(update).update(C, SIZE, tags -> tags.add(C, "new"));
        assertSame(updated, updated.merge(update));
    }

    /** In another context a dot that was removed may live. */
    @Test
    void inAnotherContextWhatWasRemovedMayLive() {
        ORSet<Integer> set = set();
        ORSet<Integer> removal = set.remove(7).delta(set);
        ORSet<Integer> unseen = within(set.merge(removal), CausalContext.empty());
        ORSet<Integer> again = unseen.merge(set);
        assertTrue(again.contains(7));
        assertFalse(again.merge(hinted(removal, List.of())).contains(7));
    }

    /** {@code within} can make a state that no replica reaches: one event, two elements. */
    @Test
    void whereOneDotLivesTwiceTheHintedElementGoesAndWholeStatesSettleTheRest() {
        ORSet<Integer> set = set();
        ORSet<Integer> twice =
                within(within(set, CausalContext.empty()).add(A, -1), set.context()); // -1 by a:1, as 0 is
        ORSet<Integer> removal = set.remove(0).delta(set);
        ORSet<Integer> hinted = twice.merge(removal);
        assertTrue(hinted.contains(-1) && !hinted.contains(0));
        ORSet<Integer> bare = twice.merge(hinted(removal, List.of()));
        assertFalse(bare.contains(-1) || bare.contains(0));
        assertEquals(set.remove(0), hinted.merge(set.remove(0)));
        assertEquals(set.remove(0), bare.merge(set.remove(0)));
    }

    /** Two replicas of one identity: each event is of one element here and of another there, and dead there and here. */
    @Test
    void whatADeltaHasSeenOfAContradictingStateIsNotTakenForDead() {
        ORSet<Integer> set = set();
        var unused = set.delta(ORSet.<Integer>empty().edit(A, clone -> {
            for (int i = 0; i < SIZE; i++) {
                clone.add(SIZE + i);
            }
        }));
        assertEquals(set.clear(), set.clear().merge(set), "what was removed comes back");
        ORMap<Integer, ORSet<String>> map = map();
        var unusedToo =
                map.delta(ORMap.<Integer, ORSet<String>>empty(ORSet.empty()).edit(A, clone -> {
                    for (int i = 0; i < SIZE; i++) {
                        clone.update(SIZE + i, tags -> tags.add(A, "new").add(A, "sale"));
                    }
                }));
        assertEquals(map.clear(), map.clear().merge(map), "what was removed comes back");
    }
}
