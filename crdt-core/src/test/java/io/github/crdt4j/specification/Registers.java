package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The specifications of the registers: the write with the greatest stamp, and the writes that no other has seen. */
final class Registers {

    private Registers() {}

    /** An unset, where a value would stand. */
    static final String UNSET = "unset";

    static final Subject<LWWRegister<String>, String> LAST_WRITER = new Subject<>() {
        @Override
        public LWWRegister<String> bottom() {
            return LWWRegister.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return List.of("x", "y", UNSET).get(random.nextInt(3));
        }

        @Override
        public LWWRegister<String> apply(LWWRegister<String> state, Issuer issuer, String value) {
            return value.equals(UNSET) ? state.unset(issuer.stamp()) : state.set(issuer.stamp(), value);
        }

        @Override
        public Object value(LWWRegister<String> state) {
            return state.value();
        }

        @Override
        public Object expected(View<String> visible) {
            Optional<Event<String>> last = visible.events().stream()
                    .max(Comparator.comparing(event -> event.issuer().stamp()));
            return last.map(Event::operation).filter(value -> !value.equals(UNSET));
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** Writes alone: what a resolution writes depends on more than the updates that survive a removal of the key. */
    static final Subject<MVRegister<String>, String> MULTI_VALUE_WRITES = new Subject<>() {
        @Override
        public MVRegister<String> bottom() {
            return MVRegister.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return random.nextBoolean() ? "x" : "y";
        }

        @Override
        public MVRegister<String> apply(MVRegister<String> state, Issuer issuer, String value) {
            return state.set(issuer.self(), value);
        }

        @Override
        public Object value(MVRegister<String> state) {
            return MULTI_VALUE.value(state);
        }

        @Override
        public Object expected(View<String> visible) {
            return MULTI_VALUE.expected(visible);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** "!" resolves to "r" and the number of siblings; anything else is written. */
    static final Subject<MVRegister<String>, String> MULTI_VALUE = new Subject<>() {
        @Override
        public MVRegister<String> bottom() {
            return MVRegister.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return List.of("x", "y", "!").get(random.nextInt(3));
        }

        @Override
        public MVRegister<String> apply(MVRegister<String> state, Issuer issuer, String value) {
            return value.equals("!")
                    ? state.resolve(issuer.self(), siblings -> "r" + siblings.size())
                    : state.set(issuer.self(), value);
        }

        @Override
        public Object value(MVRegister<String> state) {
            return state.values().stream().sorted().toList();
        }

        @Override
        public Object expected(View<String> visible) {
            View<String> writes = Resolutions.asWrites(visible);
            return writes.events().stream()
                    .filter(write -> !writes.seenBy(write, any -> true))
                    .map(Event::operation)
                    .sorted()
                    .toList();
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** Operations are drawn in the order in which they are issued, so these grow along every causal chain. */
    private static final AtomicLong DRAWN = new AtomicLong();

    /** The greatest of the visible values: a write that is not greater than what its writer saw changes nothing. */
    static final Subject<MaxRegister<Long>, Long> GREATEST = new Greatest();

    /** The same of values that grow: which others change nothing depends on more than the updates that survive in a map. */
    static final Subject<MaxRegister<Long>, Long> GREATEST_OF_GROWING = new Greatest() {
        @Override
        public Long draw(RandomGenerator random) {
            return DRAWN.incrementAndGet();
        }
    };

    /** The least of the visible values, likewise. */
    static final Subject<MinRegister<Long>, Long> LEAST = new Least();

    /** The same of values that fall. */
    static final Subject<MinRegister<Long>, Long> LEAST_OF_FALLING = new Least() {
        @Override
        public Long draw(RandomGenerator random) {
            return DRAWN.incrementAndGet();
        }
    };

    private static class Greatest implements Subject<MaxRegister<Long>, Long> {
        @Override
        public MaxRegister<Long> bottom() {
            return MaxRegister.empty();
        }

        @Override
        public Long draw(RandomGenerator random) {
            return (long) random.nextInt(5);
        }

        @Override
        public MaxRegister<Long> apply(MaxRegister<Long> state, Issuer issuer, Long value) {
            return state.set(issuer.self(), value);
        }

        @Override
        public Object value(MaxRegister<Long> state) {
            return state.value();
        }

        @Override
        public Object expected(View<Long> visible) {
            return visible.events().stream().map(Event::operation).max(Comparator.naturalOrder());
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    }

    private static class Least implements Subject<MinRegister<Long>, Long> {
        @Override
        public MinRegister<Long> bottom() {
            return MinRegister.empty();
        }

        @Override
        public Long draw(RandomGenerator random) {
            return (long) random.nextInt(5);
        }

        @Override
        public MinRegister<Long> apply(MinRegister<Long> state, Issuer issuer, Long value) {
            return state.set(issuer.self(), -value);
        }

        @Override
        public Object value(MinRegister<Long> state) {
            return state.value();
        }

        @Override
        public Object expected(View<Long> visible) {
            return visible.events().stream().map(event -> -event.operation()).min(Comparator.naturalOrder());
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    }
}
