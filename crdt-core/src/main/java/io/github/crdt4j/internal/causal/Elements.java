package io.github.crdt4j.internal.causal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.text.Text;
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

    /** Whether the live dots were ever looked for one and all. */
    boolean isLocated() {
        return located != null;
    }

    /** With an element kept by one add, which supersedes those seen before. */
    public Elements<E> add(E element, Dot dot) {
        return with(dots.put(element, Dots.of(dot)));
    }

    public Elements<E> remove(Object element) {
        return with(dots.remove(element));
    }

    @Override
    public int leastDots() {
        return dots.size();
    }

    @Override
    public boolean isBottom() {
        return dots.isEmpty();
    }

    @Override
    public Elements<E> join(CausalContext mine, Elements<E> other, CausalContext theirs) {
        return join(mine, other, theirs, Hints.none(), Hints.none());
    }

    @Override
    public Elements<E> join(CausalContext mine, Elements<E> other, CausalContext theirs, Notes here, Notes there) {
        boolean isSpared = FewDots.spareOthers(
                mine, dots, theirs, other.dots, (live, visitor) -> live.forEachBeyond(Dots.none(), visitor));
        Doomed doomed = isSpared
                ? Doomed.none()
                : Doomed.of(
                        mine,
                        dots,
                        theirs,
                        other.dots,
                        Dots::addLive,
                        !there.keys().isEmpty());
        PersistentMap<E, Dots> spared = spared(doomed, here, there);
        if (other.dots.isEmpty() && spared != null) {
            return with(spared);
        }
        Doomed doomedThere = Doomed.of(
                theirs, other.dots, mine, dots, Dots::addLive, !here.keys().isEmpty());
        PersistentMap<E, Dots> sparedThere = other.spared(doomedThere, there, here);
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
    private @Nullable PersistentMap<E, Dots> spared(Doomed doomed, Notes here, Notes there) {
        if (doomed.isEmpty()) {
            return dots;
        }
        if (!doomed.areExact()) {
            return null;
        }
        Builder<E, Dots> spared = dots.toBuilder();
        long found = 0;
        for (Object hint : there.keys()) {
            @SuppressWarnings("unchecked") // only an element equal to it is looked for
            E element = (E) hint;
            found += strike(spared, element, doomed.dots());
        }
        if (doomed.isMoreThan(found, here)) {
            Whereabouts<E> whereabouts = doomed.areLocated() ? whereabouts() : null;
            if (whereabouts == null) {
                return null;
            }
            whereabouts.forEachKeyOf(doomed.dots(), element -> strike(spared, element, doomed.dots()));
        }
        return spared.build();
    }

    /** Takes the doomed dots from an element; returns how many. */
    @CanIgnoreReturnValue
    private static <E> int strike(Builder<E, Dots> elements, E element, CausalContext doomed) {
        Dots live = elements.get(element);
        if (live == null) {
            return 0;
        }
        Dots left = live.unseenBy(doomed);
        if (left == live) {
            return 0;
        }
        if (left.isBottom()) {
            elements.remove(element);
        } else {
            elements.put(element, left);
        }
        return live.size() - left.size();
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
        return delta(mine, since, theirs, mentioned, new Hints.Collector());
    }

    @Override
    public Elements<E> delta(
            CausalContext mine,
            Elements<E> since,
            CausalContext theirs,
            CausalContext.Builder mentioned,
            Hints.Collector hints) {
        var changed = PersistentMap.<E, Dots>empty().toBuilder();
        dots.forEachDifference(since.dots, (element, left, right) -> {
            Dots here = left == null ? Dots.none() : left;
            Dots live = here.delta(mine, right == null ? Dots.none() : right, theirs, mentioned);
            if (!live.isBottom()) {
                changed.put(element, live);
            } else if (right != null && !here.leq(mine, right, theirs)) {
                hints.add(element);
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
    public void forEachLoss(Elements<E> later, Losses losses) {
        dots.forEachKept(
                later.dots,
                (element, left, right) -> left.forEachBeyond(
                        right == null ? Dots.none() : right,
                        (replica, number) -> losses.vanished(new Dot(replica, number), element)));
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
        return Text.all(dots, dots.size(), one -> Text.of(one.getKey()) + "/" + one.getValue(), "{", "}");
    }
}
