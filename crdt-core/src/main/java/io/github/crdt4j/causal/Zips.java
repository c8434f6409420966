package io.github.crdt4j.causal;

import io.github.crdt4j.time.CausalContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** The folds over the components of a {@link Composite} that need more than one expression. */
final class Zips {

    /** Whether the zip of a class was checked. */
    private static final ClassValue<AtomicBoolean> CHECKED = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    private Zips() {}

    /** The state, the zip of whose class was checked. */
    private static <S extends Composite<S>> S checked(S state) {
        AtomicBoolean checked = CHECKED.get(state.getClass());
        if (!checked.get()) {
            var unused = Components.of(state);
            checked.set(true);
        }
        return state;
    }

    /** What {@code zip} makes of two records. */
    static <S extends Composite<S>> S zip(S mine, S theirs, Composite.Zip operation) {
        S result = checked(mine).zip(theirs, operation);
        if (result == null) {
            throw new IllegalStateException("zip of " + mine.getClass().getName() + " returned null");
        }
        return result;
    }

    static <S extends Composite<S>> S merge(S mine, S theirs) {
        Objects.requireNonNull(theirs, "other");
        var join = new Composite.Zip() {
            boolean isMine = true;
            boolean isTheirs = true;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                C joined = a.merge(b);
                isMine &= joined == a;
                isTheirs = isTheirs && (joined == b || joined.equals(b));
                return joined;
            }
        };
        S joined = zip(mine, theirs, join);
        if (join.isMine) {
            return mine;
        }
        return join.isTheirs ? theirs : joined;
    }

    /** Applies an operation to each component; the same record when it changed none. */
    static <S extends Composite<S>> S each(S state, Composite.Zip operation) {
        var watch = new Composite.Zip() {
            boolean same = true;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                C result = operation.apply(a, b);
                same &= result == a;
                return result;
            }
        };
        S result = zip(state, state, watch);
        return watch.same ? state : result;
    }

    static <S extends Composite<S>> boolean leq(S mine, S theirs) {
        Objects.requireNonNull(theirs, "other");
        var compare = new Composite.Zip() {
            boolean below = true;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                below = below && a.leq(b);
                return a;
            }
        };
        visit(mine, theirs, compare);
        return compare.below;
    }

    static <S extends Composite<S>> CausalContext context(S state) {
        var union = new Composite.Zip() {
            CausalContext seen = CausalContext.empty();

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                seen = seen.merge(a.context());
                return a;
            }
        };
        visit(state, state, union);
        return union.seen;
    }

    static <S extends Composite<S>> boolean isEmpty(S state) {
        var all = new Composite.Zip() {
            boolean empty = true;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                empty = empty && a.isEmpty();
                return a;
            }
        };
        visit(state, state, all);
        return all.empty;
    }

    static <S extends Composite<S>> void visit(S mine, S theirs, Composite.Zip visitor) {
        var unused = zip(mine, theirs, visitor);
    }
}
