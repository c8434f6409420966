package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of a set: per element the dots of the adds that keep it.
 *
 * @param <E> the type of the elements
 */
public final class Elements<E> implements DotStore<Elements<E>> {

    private static final Elements<?> NONE = new Elements<>(PersistentMap.empty(), null);

    private final PersistentMap<E, Dots> dots;
    private @Nullable Located<E, Dots> located; // a cache: whichever thread's write is seen, it is right

    private Elements(PersistentMap<E, Dots> dots, @Nullable Located<E, Dots> located) {
        this.dots = dots;
        this.located = located;
    }

    @SuppressWarnings("unchecked") // an empty store holds no element
    public static <E> Elements<E> none() {
        return (Elements<E>) NONE;
    }

    public static <E> Elements<E> of(PersistentMap<E, Dots> dots) {
        return Elements.<E>none().with(dots);
    }

    /** The elements; none without a dot. */
    public PersistentMap<E, Dots> dots() {
        return dots;
    }

    /** The same with other elements; quickest when they descend from these. */
    public Elements<E> with(PersistentMap<E, Dots> next) {
        return next == dots ? this : next.isEmpty() ? none() : new Elements<>(next, Located.carried(located, next));
    }

    /** Where the live dots are; null when one is in two places. The first call looks at each, later ones at changes. */
    public @Nullable Whereabouts<E> whereabouts() {
        Located<E, Dots> now = Located.of(
                dots,
                located,
                (live, other, visitor) -> live.forEachBeyond(other == null ? Dots.none() : other, visitor));
        located = now;
        return now == null ? null : now.whereabouts();
    }

    /** With an element kept by one add, which supersedes those seen before. */
    public Elements<E> add(E element, Dot dot) {
        return with(dots.put(element, Dots.of(dot)));
    }

    public Elements<E> remove(Object element) {
        return with(dots.remove(element));
    }

    @Override
    public boolean isBottom() {
        return dots.isEmpty();
    }

    @Override
    public Elements<E> join(CausalContext mine, Elements<E> other, CausalContext theirs) {
        Doomed doomed = Doomed.of(mine, dots, theirs, other.dots, Dots::addLive);
        Doomed doomedThere = Doomed.of(theirs, other.dots, mine, dots, Dots::addLive);
        PersistentMap<E, Dots> spared = spared(doomed);
        PersistentMap<E, Dots> sparedThere = other.spared(doomedThere);
        CausalContext asked = spared == null ? doomed.dots() : CausalContext.empty();
        CausalContext askedThere = sparedThere == null ? doomedThere.dots() : CausalContext.empty();
        var joined = (spared == null ? dots : spared)
                .merge(sparedThere == null ? other.dots : sparedThere, new Combiner<>() {
                    @Override
                    public @Nullable Dots both(E element, Dots left, Dots right) {
                        return orNull(left.join(mine, right, theirs));
                    }

                    @Override
                    public @Nullable Dots left(E element, Dots left) {
                        return left.isSparedBy(asked) ? left : orNull(left.unseenBy(theirs));
                    }

                    @Override
                    public @Nullable Dots right(E element, Dots right) {
                        return right.isSparedBy(askedThere) ? right : orNull(right.unseenBy(mine));
                    }

                    @Override
                    public boolean keepsLeft() {
                        return asked.isEmpty();
                    }

                    @Override
                    public boolean keepsRight() {
                        return askedThere.isEmpty();
                    }
                });
        return joined == other.dots && joined != dots ? other : with(joined);
    }

    /** What is left of these elements without the doomed dots; null when each has to be asked. */
    private @Nullable PersistentMap<E, Dots> spared(Doomed doomed) {
        if (doomed.isEmpty()) {
            return dots;
        }
        Whereabouts<E> whereabouts = doomed.areFew() ? whereabouts() : null;
        if (whereabouts == null) {
            return null;
        }
        Builder<E, Dots> spared = dots.toBuilder();
        whereabouts.forEachKeyOf(doomed.dots(), element -> {
            Dots live = spared.get(element);
            Dots left = live == null ? Dots.none() : live.unseenBy(doomed.dots());
            if (left.isBottom()) {
                spared.remove(element);
            } else {
                spared.put(element, left);
            }
        });
        return spared.build();
    }

    private static @Nullable Dots orNull(Dots dots) {
        return dots.isBottom() ? null : dots;
    }

    @Override
    public boolean leq(CausalContext mine, Elements<E> other, CausalContext theirs) {
        return dots.forEachDifference(
                other.dots,
                (element, left, right) ->
                        right == null || (left == null ? Dots.none() : left).leq(mine, right, theirs));
    }

    @Override
    public Elements<E> delta(
            CausalContext mine, Elements<E> since, CausalContext theirs, CausalContext.Builder mentioned) {
        var changed = PersistentMap.<E, Dots>empty().toBuilder();
        dots.forEachDifference(since.dots, (element, left, right) -> {
            Dots live = (left == null ? Dots.none() : left)
                    .delta(mine, right == null ? Dots.none() : right, theirs, mentioned);
            if (!live.isBottom()) {
                changed.put(element, live);
            }
            return true;
        });
        Elements<E> delta = Elements.<E>none().with(changed.build());
        return delta.equals(this) ? this : delta;
    }

    @Override
    public void addLive(CausalContext.Builder live) {
        dots.forEach((element, who) -> who.addLive(live));
    }

    @Override
    public boolean forEachBeyond(Elements<E> other, DotVisitor visitor) {
        return dots.forEachDifference(
                other.dots,
                (element, left, right) ->
                        left == null || left.forEachBeyond(right == null ? Dots.none() : right, visitor));
    }

    @Override
    public boolean isSparedBy(CausalContext others) {
        for (Map.Entry<E, Dots> entry : dots) {
            if (!entry.getValue().isSparedBy(others)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Elements<E> shift(ReplicaId replica, long after, long by) {
        var shifted = PersistentMap.<E, Dots>empty().toBuilder();
        for (Map.Entry<E, Dots> entry : dots) {
            shifted.put(entry.getKey(), entry.getValue().shift(replica, after, by));
        }
        return with(shifted.build());
    }

    @Override
    public long digest() {
        return dots.digest();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Elements<?> that && dots.equals(that.dots);
    }

    @Override
    public int hashCode() {
        return dots.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        dots.forEach((element, who) -> text.append(text.length() > 1 ? ", " : "")
                .append(element)
                .append('/')
                .append(who));
        return text.append('}').toString();
    }
}
