package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.map.LWWMap;
import io.github.crdt4j.map.ORMultimap;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The specifications of the maps whose values are plain. "+k v" puts, "-k" removes a key, "-k v" a value of a key, "clear" every key.
 */
final class PlainMaps {

    private PlainMaps() {}

    static String key(String operation) {
        return operation.substring(1).split(" ", 2)[0];
    }

    static String valueOf(String operation) {
        return operation.split(" ", 2)[1];
    }

    /** Per key the put or remove with the greatest stamp. */
    static final Subject<LWWMap<String, String>, String> LAST_WRITER = new Subject<>() {
        @Override
        public LWWMap<String, String> bottom() {
            return LWWMap.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            String key = Keys.text(random);
            return random.nextInt(3) == 0 ? "-" + key : "+" + key + " " + Keys.text(random);
        }

        @Override
        public LWWMap<String, String> apply(LWWMap<String, String> state, Issuer issuer, String operation) {
            return operation.charAt(0) == '-'
                    ? state.remove(issuer.stamp(), key(operation))
                    : state.put(issuer.stamp(), key(operation), valueOf(operation));
        }

        @Override
        public Object value(LWWMap<String, String> state) {
            return state.size() == state.keys().size() ? Map.copyOf(state.entries()) : "size " + state.size();
        }

        @Override
        public Object expected(View<String> visible) {
            Map<String, String> values = new HashMap<>();
            for (Event<String> written : visible.events()) {
                String key = key(written.operation());
                visible.events().stream()
                        .filter(event -> key(event.operation()).equals(key))
                        .max(Comparator.comparing(event -> event.issuer().stamp()))
                        .map(Event::operation)
                        .filter(last -> last.charAt(0) == '+')
                        .ifPresent(last -> values.put(key, valueOf(last)));
            }
            return values;
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** The pairs with a put that no visible remove of the pair or the key has seen. */
    static final Subject<ORMultimap<String, String>, String> MULTIMAP = new Subject<>() {
        @Override
        public ORMultimap<String, String> bottom() {
            return ORMultimap.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            String key = Keys.text(random);
            return switch (random.nextInt(10)) {
                case 0 -> "clear";
                case 1, 2 -> "-" + key;
                case 3, 4, 5 -> "-" + key + " " + Keys.text(random);
                default -> "+" + key + " " + Keys.text(random);
            };
        }

        @Override
        public ORMultimap<String, String> apply(ORMultimap<String, String> state, Issuer issuer, String operation) {
            if (operation.equals("clear")) {
                return state.clear();
            } else if (operation.charAt(0) == '+') {
                return state.put(issuer.self(), key(operation), valueOf(operation));
            }
            return operation.contains(" ")
                    ? state.remove(key(operation), valueOf(operation))
                    : state.removeAll(key(operation));
        }

        @Override
        public Object value(ORMultimap<String, String> state) {
            return state.size() == state.toSetMultimap().size() ? Map.copyOf(state.entries()) : "size " + state.size();
        }

        @Override
        public Object expected(View<String> visible) {
            return visible.events().stream()
                    .filter(event -> event.operation().charAt(0) == '+')
                    .filter(put -> !visible.seenBy(put, operation -> removes(operation, put.operation())))
                    .map(Event::operation)
                    .collect(Collectors.groupingBy(
                            PlainMaps::key, Collectors.mapping(PlainMaps::valueOf, Collectors.toUnmodifiableSet())));
        }

        private boolean removes(String operation, String put) {
            return operation.equals("clear")
                    || operation.equals("-" + key(put))
                    || operation.equals("-" + put.substring(1));
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };
}
