package io.github.crdt4j.internal.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.Map;

/**
 * The dots that a state may remove from the entries of another which it does not mention. They are few, mostly none, so
 * that applying a delta leaves the other entries alone.
 *
 * @param dots those dots, or more
 * @param areExact whether all of them are doomed, so that they can be looked up one by one
 * @param areLocated whether that is worth it without hints
 */
record Doomed(CausalContext dots, boolean areExact, boolean areLocated) {

    private static final Doomed NONE = new Doomed(CausalContext.empty(), true, false);

    /** Below this, looking at every entry costs less than telling which to look at. */
    private static final int FEW_ENTRIES = 32;

    /** Looking into the entries of the smaller side pays off when the other is this many times its size. */
    private static final int MUCH_LARGER = 4;

    /** No dots. */
    static Doomed none() {
        return NONE;
    }

    /**
     * Those seen by both sides, less those alive at a key that both have: a dot lives in one place. All that the others
     * have seen where a closer look would not pay.
     *
     * @param isHinted whether the others say where dots lived which are dead there
     */
    static <K, D extends DotStore<D>> Doomed of(
            CausalContext mine, DotMap<K, D> map, CausalContext theirs, DotMap<K, D> others, boolean isHinted) {
        int size = map.leastDots();
        boolean isLarge = size > FEW_ENTRIES;
        if (!isLarge && !isHinted) {
            return new Doomed(theirs, false, false);
        }
        if (others.isBottom() && theirs.leq(mine)) {
            return new Doomed(theirs, true, isLarge);
        }
        CausalContext unseen = theirs.minus(mine);
        if (unseen == theirs) {
            return NONE;
        }
        if (others.leastDots() > size / MUCH_LARGER) {
            return new Doomed(theirs, false, false);
        }
        CausalContext.Builder alive = CausalContext.builder();
        for (Map.Entry<K, D> other : others.all()) {
            map.get(other.getKey()).addLive(theirs, alive);
        }
        CausalContext dots = theirs.minus(unseen).minus(alive.build());
        return dots.isEmpty() ? NONE : new Doomed(dots, true, isLarge);
    }

    boolean isEmpty() {
        return dots.isEmpty();
    }

    /** Whether so many of at least so many live dots are among them that to ask each entry costs less than to look these up. */
    boolean areMany(CausalContext mine, int live) {
        int many = live / MUCH_LARGER;
        long doomed = count(dots);
        return doomed > many && doomed > count(mine) - live + many; // of those seen, no more than these others are dead
    }

    /** Whether it is worth noting, of so many entries, what is dead in so many others. */
    static boolean isWorthIt(int entries, int others) {
        return entries > FEW_ENTRIES && others <= entries / MUCH_LARGER;
    }

    /** Whether others may live besides so many that were found: not those that are known to be dead. */
    boolean isMoreThan(long found, Notes here) {
        return found < count(dots) && (!areLocated || found < count(here.lessDead(dots)));
    }

    /** How many dots there are, at most {@link Long#MAX_VALUE}. */
    static long count(CausalContext dots) {
        var sum = new Object() {
            long of;
        };
        dots.forEachRun((replica, from, to) -> {
            long more = sum.of + (to - from + 1);
            sum.of = more < 0 ? Long.MAX_VALUE : more;
        });
        return sum.of;
    }
}
