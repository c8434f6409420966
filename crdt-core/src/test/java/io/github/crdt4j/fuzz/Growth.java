package io.github.crdt4j.fuzz;

import static io.github.crdt4j.causal.Embeddings.forget;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.Samples;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Updates as choices say. Two states grown apart under one identity are those of a cloned replica: one dot, two contents.
 */
final class Growth {

    private static final List<Object> ELEMENTS = List.of("x", "y", 1L, true, new Samples.Money(5, "EUR"), List.of("x"));
    private static final long[] AMOUNTS = {1, 2, 3, 1L << 32, 1L << 62, Long.MAX_VALUE};

    private final Choices choices;
    private final ReplicaId self;
    private final LongSupplier stamps;

    /**
     * Updates of one replica.
     *
     * @param stamps the counters of its stamps, which must exceed all that it has seen
     */
    Growth(Choices choices, ReplicaId self, LongSupplier stamps) {
        this.choices = choices;
        this.self = self;
        this.stamps = stamps;
    }

    /** A few updates of any of three replicas, from empty or whatever else there is. */
    static <S extends Crdt<S>> S grow(S from, Choices choices) {
        S state = from;
        for (int updates = choices.below(12); updates > 0; updates--) {
            ReplicaId self = choices.oneOf(List.of(Samples.A, Samples.A, Samples.B, Samples.C));
            long stamp = 1L + choices.below(4);
            try {
                state = new Growth(choices, self, () -> stamp).next(state);
            } catch (ArithmeticException | IllegalArgumentException refused) {
                // too great a number, or a stamp that does not exceed those seen: nothing has changed
            }
        }
        return state;
    }

    /** The state after one update; the same for the types that this does not know. */
    @SuppressWarnings("unchecked") // an update returns the type it was given
    <S extends Crdt<S>> S next(S state) {
        return (S) updated(state);
    }

    private Object updated(Object state) {
        if (state instanceof GCounter counter) {
            return counter.increment(self, amount());
        } else if (state instanceof PNCounter counter) {
            return choices.chance(2) ? counter.decrement(self, amount()) : counter.increment(self, amount());
        } else if (state instanceof VectorClock clock) {
            return clock.tick(self);
        } else if (state instanceof CausalContext context) {
            return context.merge(CausalContext.of(new Dot(self, 1 + choices.octet())));
        } else if (state instanceof ORSet<?> set) {
            return updated(this.<ORSet<Object>>as(set));
        } else if (state instanceof LWWRegister<?> register) {
            return this.<LWWRegister<Object>>as(register)
                    .set(new LamportTimestamp(stamps.getAsLong(), self), choices.oneOf(ELEMENTS));
        } else if (state instanceof MVRegister<?> register) {
            return this.<MVRegister<Object>>as(register).set(self, choices.oneOf(ELEMENTS));
        } else if (state instanceof ORMap<?, ?> map) {
            return updatedMap(as(map));
        } else if (state instanceof Removable<?> removable) {
            return updatedRemovable(as(removable));
        } else if (state instanceof Samples.Switch lamp) {
            return new Samples.Switch(updated(this.<ORSet<Boolean>>as(lamp.on()), choices.chance(2)));
        } else if (state instanceof Samples.Words words) {
            return words.merge(new Samples.Words(Set.of("w" + choices.below(4))));
        } else if (state instanceof Composite<?> record) {
            return updatedRecord(as(record));
        }
        return Catalogue.CAUSAL.stream()
                .filter(row -> row.type().isInstance(state))
                .findFirst()
                .<Object>map(row -> drawn(row, state))
                .orElse(state);
    }

    /** The state after an operation of its specification. */
    private <S extends Causal<S>, O> S drawn(Catalogue.CausalRow<S, O> row, Object state) {
        var issuer = new Issuer(self, new LamportTimestamp(stamps.getAsLong(), self), 0);
        return row.subject().apply(as(state), issuer, row.subject().draw(new SplittableRandom(choices.octet())));
    }

    /** One of those there, as long as there are few. */
    private <T> T one(Set<T> there, T otherwise) {
        return there.isEmpty() || there.size() > 8
                ? otherwise
                : choices.oneOf(there.stream().sorted(Kind.CODEC.order()).toList());
    }

    private long amount() {
        return AMOUNTS[choices.below(AMOUNTS.length)];
    }

    private ORSet<Object> updated(ORSet<Object> set) {
        return updated(set, choices.oneOf(ELEMENTS));
    }

    private <E> ORSet<E> updated(ORSet<E> set, E element) {
        return switch (choices.below(4)) {
            case 0 -> set.remove(one(set.elements(), element));
            case 1 -> choices.chance(4) ? set.clear() : set.add(self, element);
            default -> set.add(self, element);
        };
    }

    private <V extends Causal<V>> ORMap<Object, V> updatedMap(ORMap<Object, V> map) {
        Object key = choices.oneOf(ELEMENTS);
        return switch (choices.below(5)) {
            case 0 -> map.remove(one(map.keys(), key));
            case 1 -> choices.chance(4) ? map.clear() : map.update(self, key, value -> value);
            default -> map.update(self, key, this::next);
        };
    }

    private <L extends Crdt<L>> Removable<L> updatedRemovable(Removable<L> removable) {
        if (choices.chance(4)) {
            return forget(removable);
        }
        L contribution = next(forget(removable).value());
        return removable.update(self, present -> present.merge(contribution));
    }

    private <P extends Composite<P>> P updatedRecord(P record) {
        return record.zip(record, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C theirs) {
                return choices.chance(2) ? next(mine) : mine;
            }
        });
    }

    @SuppressWarnings("unchecked") // what elements there are, is not known to the class
    private <T> T as(Object object) {
        return (T) object;
    }
}
