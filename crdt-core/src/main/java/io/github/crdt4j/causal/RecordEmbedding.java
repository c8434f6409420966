package io.github.crdt4j.causal;

import io.github.crdt4j.Contradiction;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The embedding of records: component by component. */
final class RecordEmbedding<S extends Composite<S>> implements Embedding<S> {

    private static final RecordEmbedding<?> ONE = new RecordEmbedding<>();

    private RecordEmbedding() {}

    @SuppressWarnings("unchecked") // it holds no state
    static <S extends Composite<S>> RecordEmbedding<S> get() {
        return (RecordEmbedding<S>) ONE;
    }

    @Override
    public S within(S state, CausalContext context) {
        return Zips.each(state, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return mine.witness().within(mine, context);
            }
        });
    }

    @Override
    public S forget(S state) {
        return Zips.each(state, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return mine.witness().forget(mine);
            }
        });
    }

    @Override
    public S shift(S state, ReplicaId replica, long after, long by) {
        return Zips.each(state, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return mine.witness().shift(mine, replica, after, by);
            }
        });
    }

    @Override
    public S retire(S state, ReplicaId self) {
        return Zips.each(state, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return mine.witness().retire(mine, self);
            }
        });
    }

    /**
     * Every component minted from the same number on, because each was lent the same context; so the events of the second
     * component are renumbered to follow those of the first, and so on.
     */
    @Override
    public S disjoin(S after, S before, ReplicaId self) {
        long last = before.context().last(self);
        return Zips.zip(after, before, new Composite.Zip() {
            long used = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                Embedding<C> embedding = a.witness();
                C component = embedding.disjoin(a, b, self);
                long minted = Math.max(0, component.context().last(self) - last);
                if (minted > 0 && used > 0) {
                    component = b.merge(embedding.shift(component.delta(b), self, last, used));
                }
                used += minted;
                return component;
            }
        });
    }

    @Override
    public long unseenEvents(S state, ReplicaId replica, S known) {
        var highest = new Composite.Zip() {
            long event = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                event = Math.max(event, a.witness().unseenEvents(a, replica, b));
                return a;
            }
        };
        Zips.visit(state, known, highest);
        return highest.event;
    }

    @Override
    public Optional<ReplicaId> foreignWriter(S after, ReplicaId self, S before) {
        var first = new Composite.Zip() {
            Optional<ReplicaId> writer = Optional.empty();

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                writer = writer.isPresent() ? writer : a.witness().foreignWriter(a, self, b);
                return a;
            }
        };
        Zips.visit(after, before, first);
        return first.writer;
    }

    /** Component by component, each found under its position. */
    @Override
    public List<Contradiction> contradictions(S state, S received, S merged) {
        var theirs = new ArrayList<Causal<?>>();
        Zips.visit(received, received, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                theirs.add(a);
                return a;
            }
        });
        var found = new ArrayList<Contradiction>();
        Zips.visit(state, merged, new Composite.Zip() {
            int position = 0;

            @Override
            @SuppressWarnings("unchecked") // components at one position of one record have one type
            public <C extends Causal<C>> C apply(C a, C b) {
                for (Contradiction one : a.witness().contradictions(a, (C) theirs.get(position), b)) {
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

    @Override
    public long greatestStamp(S state) {
        var greatest = new Composite.Zip() {
            long stamp = 0;

            @Override
            public <C extends Causal<C>> C apply(C a, C b) {
                stamp = Math.max(stamp, a.witness().greatestStamp(a));
                return a;
            }
        };
        Zips.visit(state, state, greatest);
        return greatest.stamp;
    }
}
