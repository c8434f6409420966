package io.github.crdt4j.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * Every component minted from the same number on, because each was lent the same context; so the events of the second
     * component are renumbered to follow those of the first, and so on.
     */
    static <S extends Composite<S>> S disjoin(S after, S before, ReplicaId self) {
        long last = before.context().last(self);
        return zip(after, before, new Composite.Zip() {
            long used = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                C component = a.disjoin(b, self);
                long minted = Math.max(0, component.context().last(self) - last);
                if (minted > 0 && used > 0) {
                    component = b.merge(component.delta(b).shift(self, last, used));
                }
                used += minted;
                return component;
            }
        });
    }

    static <S extends Composite<S>> long unseenEvents(S state, S known, ReplicaId replica) {
        var highest = new Composite.Zip() {
            long event = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                event = Math.max(event, a.unseenEvents(replica, b));
                return a;
            }
        };
        visit(state, known, highest);
        return highest.event;
    }

    static <S extends Composite<S>> Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        var first = new Composite.Zip() {
            Optional<ReplicaId> writer = Optional.empty();

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                writer = writer.isPresent() ? writer : a.foreignWriter(self, b);
                return a;
            }
        };
        visit(after, before, first);
        return first.writer;
    }

    /** Component by component, each found under its position. */
    static <S extends Composite<S>> List<Contradiction> contradictions(S mine, S received, S merged) {
        var theirs = new ArrayList<Causal<?>>();
        visit(received, received, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                theirs.add(a);
                return a;
            }
        });
        var found = new ArrayList<Contradiction>();
        visit(mine, merged, new Composite.Zip() {
            int position = 0;

            @Override
            @SuppressWarnings("unchecked") // components at one position of one record have one type
            public <C extends Causal<C>> C apply(C a, C b) {
                for (Contradiction one : a.contradictions((C) theirs.get(position), b)) {
                    found.add(new Contradiction(
                            one.replica(), one.event(), at(position, one.here()), at(position, one.there())));
                }
                position++;
                return a;
            }
        });
        return found;
    }

    private static List<Object> at(int position, List<Object> place) {
        var whole = new ArrayList<Object>(place);
        whole.add(0, position);
        return whole;
    }

    static <S extends Composite<S>> long greatestStamp(S state) {
        var greatest = new Composite.Zip() {
            long stamp = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                stamp = Math.max(stamp, a.greatestStamp());
                return a;
            }
        };
        visit(state, state, greatest);
        return greatest.stamp;
    }

    private static <S extends Composite<S>> void visit(S mine, S theirs, Composite.Zip visitor) {
        var unused = zip(mine, theirs, visitor);
    }
}
