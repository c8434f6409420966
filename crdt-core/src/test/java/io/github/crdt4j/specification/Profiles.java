package io.github.crdt4j.specification;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The specification of a record: that of each component over the operations that concern it. */
final class Profiles {

    private Profiles() {}

    /** A record of a register, a set and a counter. */
    record Profile(LWWRegister<String> name, ORSet<String> tags, PNCounter visits) implements Composite<Profile> {

        static final Profile EMPTY = new Profile(LWWRegister.empty(), ORSet.empty(), PNCounter.empty());

        @Override
        public Profile zip(Profile other, Zip with) {
            return new Profile(
                    with.apply(name, other.name), with.apply(tags, other.tags), with.apply(visits, other.visits));
        }
    }

    /** What is done to each component at once; null leaves it alone. */
    record Touch(String name, String tag, Long visits) {}

    static final Subject<Profile, Touch> RECORD = new Subject<>() {
        @Override
        public Profile bottom() {
            return Profile.EMPTY;
        }

        @Override
        public Touch draw(RandomGenerator random) {
            return new Touch(
                    random.nextBoolean() ? Registers.LAST_WRITER.draw(random) : null,
                    random.nextBoolean() ? Sets.ADD_WINS.draw(random) : null,
                    random.nextBoolean() ? Counters.UP_AND_DOWN.draw(random) : null);
        }

        @Override
        public Profile apply(Profile state, Issuer issuer, Touch touch) {
            return new Profile(
                    touch.name() == null
                            ? state.name()
                            : Registers.LAST_WRITER.apply(state.name(), issuer.part(0), touch.name()),
                    touch.tag() == null ? state.tags() : Sets.ADD_WINS.apply(state.tags(), issuer.part(1), touch.tag()),
                    touch.visits() == null
                            ? state.visits()
                            : Counters.UP_AND_DOWN.apply(state.visits(), issuer.part(2), touch.visits()));
        }

        @Override
        public Object value(Profile state) {
            return List.of(
                    Registers.LAST_WRITER.value(state.name()),
                    Sets.ADD_WINS.value(state.tags()),
                    Counters.UP_AND_DOWN.value(state.visits()));
        }

        @Override
        public Object expected(View<Touch> visible) {
            return List.of(
                    Registers.LAST_WRITER.expected(visible.select(
                            event -> part(event, 0, event.operation().name()))),
                    Sets.ADD_WINS.expected(visible.select(
                            event -> part(event, 1, event.operation().tag()))),
                    Counters.UP_AND_DOWN.expected(visible.select(
                            event -> part(event, 2, event.operation().visits()))));
        }

        private <P> Stream<Event<P>> part(Event<Touch> event, int index, P operation) {
            return operation == null
                    ? Stream.empty()
                    : Stream.of(new Event<>(event.number(), event.issuer().part(index), operation));
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };
}
