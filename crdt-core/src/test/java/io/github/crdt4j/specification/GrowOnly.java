package io.github.crdt4j.specification;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.map.GMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The specifications of the types that no map can forget: a counter with a bound, and a map that only grows. */
final class GrowOnly {

    static final long BOUND = -2;
    static final List<ReplicaId> MEMBERS =
            List.of(ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c"), ReplicaId.of("d"));

    private GrowOnly() {}

    /** "+n" increments by n, "-n" decrements, "b n" transfers n to b; what lacks rights where it is issued is refused. */
    static final Subject<BoundedCounter, String> BOUNDED = new Subject<>() {
        @Override
        public BoundedCounter bottom() {
            return BoundedCounter.of(BOUND);
        }

        @Override
        public String draw(RandomGenerator random) {
            int amount = 1 + random.nextInt(3);
            return switch (random.nextInt(5)) {
                case 0, 1 -> "+" + amount;
                case 2, 3 -> "-" + amount;
                default -> "abcd".charAt(random.nextInt(4)) + "" + amount;
            };
        }

        @Override
        public BoundedCounter apply(BoundedCounter state, Issuer issuer, String operation) {
            long amount = amount(operation);
            if (operation.charAt(0) == '+') {
                return state.increment(issuer.self(), amount);
            }
            if (state.rights(issuer.self()) < amount
                    || receiver(operation).equals(issuer.self().name())) {
                return state;
            }
            return operation.charAt(0) == '-'
                    ? state.decrement(issuer.self(), amount)
                    : state.transfer(issuer.self(), ReplicaId.of(receiver(operation)), amount);
        }

        private String receiver(String operation) {
            return operation.substring(0, 1);
        }

        private long amount(String operation) {
            return Long.parseLong(operation.substring(1));
        }

        @Override
        public Object value(BoundedCounter state) {
            return List.of(
                    state.value() >= BOUND,
                    state.value(),
                    MEMBERS.stream().map(state::rights).toList());
        }

        @Override
        public Object expected(View<String> visible) {
            var effective = new ArrayList<Event<String>>();
            for (Event<String> event : visible.events()) {
                ReplicaId self = event.issuer().self();
                boolean isRefused = event.operation().charAt(0) != '+'
                        && (receiver(event.operation()).equals(self.name())
                                || rights(effective, self, earlier -> visible.before(earlier, event))
                                        < amount(event.operation()));
                if (!isRefused) {
                    effective.add(event);
                }
            }
            long value = BOUND;
            for (Event<String> event : effective) {
                value += switch (event.operation().charAt(0)) {
                    case '+' -> amount(event.operation());
                    case '-' -> -amount(event.operation());
                    default -> 0;
                };
            }
            return List.of(
                    true,
                    value,
                    MEMBERS.stream()
                            .map(member -> rights(effective, member, any -> true))
                            .toList());
        }

        private long rights(List<Event<String>> effective, ReplicaId member, Predicate<Event<String>> among) {
            long rights = 0;
            for (Event<String> event : effective) {
                if (among.test(event)) {
                    boolean isOwn = event.issuer().self().equals(member);
                    boolean isGrant = event.operation().charAt(0) == '+';
                    rights += isOwn ? (isGrant ? 1 : -1) * amount(event.operation()) : 0;
                    rights += !isGrant
                                    && event.operation().charAt(0) != '-'
                                    && ReplicaId.of(receiver(event.operation())).equals(member)
                            ? amount(event.operation())
                            : 0;
                }
            }
            return rights;
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** A key and an operation on the counter under it. */
    record Change(String key, String operation) {}

    static final Subject<GMap<String, BoundedCounter>, Change> MAP = new Subject<>() {
        @Override
        public GMap<String, BoundedCounter> bottom() {
            return GMap.empty(BOUNDED.bottom());
        }

        @Override
        public Change draw(RandomGenerator random) {
            return new Change(Keys.text(random), BOUNDED.draw(random));
        }

        @Override
        public GMap<String, BoundedCounter> apply(GMap<String, BoundedCounter> state, Issuer issuer, Change change) {
            return state.update(change.key(), counter -> BOUNDED.apply(counter, issuer, change.operation()));
        }

        @Override
        public Object value(GMap<String, BoundedCounter> state) {
            Map<String, Object> values = new HashMap<>();
            state.entries().forEach((key, counter) -> values.put(key, BOUNDED.value(counter)));
            return values;
        }

        @Override
        public Object expected(View<Change> visible) {
            Map<String, Object> values = new HashMap<>();
            for (Event<Change> each : visible.events()) {
                String key = each.operation().key();
                values.computeIfAbsent(
                        key,
                        one -> BOUNDED.expected(
                                visible.select(event -> event.operation().key().equals(one)
                                        ? Stream.of(new Event<>(
                                                event.number(),
                                                event.issuer(),
                                                event.operation().operation()))
                                        : Stream.<Event<String>>empty())));
            }
            return values;
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };
}
