package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of a set: per element the dots of the adds that keep it.
 *
 * @param dots the elements; none without a dot
 * @param <E> the type of the elements
 */
public record Elements<E>(PersistentMap<E, Dots> dots) implements DotStore<Elements<E>> {

    private static final Elements<?> NONE = new Elements<>(PersistentMap.empty());

    @SuppressWarnings("unchecked") // an empty store holds no element
    public static <E> Elements<E> none() {
        return (Elements<E>) NONE;
    }

    private Elements<E> with(PersistentMap<E, Dots> next) {
        return next == dots ? this : next.isEmpty() ? none() : new Elements<>(next);
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
        CausalContext doomed = Doomed.dots(mine, dots, theirs, other.dots, Dots::addLive);
        CausalContext doomedThere = Doomed.dots(theirs, other.dots, mine, dots, Dots::addLive);
        var joined = dots.merge(other.dots, new Combiner<>() {
            @Override
            public @Nullable Dots both(E element, Dots left, Dots right) {
                return orNull(left.join(mine, right, theirs));
            }

            @Override
            public @Nullable Dots left(E element, Dots left) {
                return left.isSparedBy(doomed) ? left : orNull(left.surviving(Dots.none(), theirs));
            }

            @Override
            public @Nullable Dots right(E element, Dots right) {
                return right.isSparedBy(doomedThere) ? right : orNull(right.surviving(Dots.none(), mine));
            }

            @Override
            public boolean keepsLeft() {
                return doomed.isEmpty();
            }

            @Override
            public boolean keepsRight() {
                return doomedThere.isEmpty();
            }
        });
        return joined == other.dots && joined != dots ? other : with(joined);
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
    public String toString() {
        var text = new StringBuilder("{");
        dots.forEach((element, who) -> text.append(text.length() > 1 ? ", " : "")
                .append(element)
                .append('/')
                .append(who));
        return text.append('}').toString();
    }
}
