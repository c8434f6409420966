package io.github.crdt4j.specification;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.set.ORSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A record of a state of any type and of a set. */
record Tagged<S extends Causal<S>>(S state, ORSet<String> tags) implements Composite<Tagged<S>> {

    @Override
    public Tagged<S> zip(Tagged<S> other, Zip with) {
        return new Tagged<>(with.apply(state, other.state), with.apply(tags, other.tags));
    }

    /** What is done to both at once. */
    record Touch<O>(O operation, String tag) {}

    /** The specification: that of each component over the operations that concern it. */
    static <S extends Causal<S>, O> Subject<Tagged<S>, Touch<O>> of(Subject<S, O> part) {
        return new Subject<>() {
            @Override
            public Tagged<S> bottom() {
                return new Tagged<>(part.bottom(), ORSet.empty());
            }

            @Override
            public Touch<O> draw(RandomGenerator random) {
                return new Touch<>(part.draw(random), Sets.ADD_WINS.draw(random));
            }

            @Override
            public Tagged<S> apply(Tagged<S> record, Issuer issuer, Touch<O> touch) {
                return new Tagged<>(
                        part.apply(record.state, issuer.part(0), touch.operation()),
                        Sets.ADD_WINS.apply(record.tags, issuer.part(1), touch.tag()));
            }

            @Override
            public Object value(Tagged<S> record) {
                return List.of(part.value(record.state), Sets.ADD_WINS.value(record.tags));
            }

            @Override
            public Object expected(View<Touch<O>> visible) {
                return List.of(
                        part.expected(visible.select(
                                event -> part(event, 0, event.operation().operation()))),
                        Sets.ADD_WINS.expected(visible.select(
                                event -> part(event, 1, event.operation().tag()))));
            }

            private <P> Stream<Event<P>> part(Event<?> event, int index, P operation) {
                return Stream.of(new Event<>(event.number(), event.issuer().part(index), operation));
            }

            @Override
            public Set<Promise> promises() {
                return EnumSet.allOf(Promise.class);
            }
        };
    }
}
