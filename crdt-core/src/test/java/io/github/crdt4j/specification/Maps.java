package io.github.crdt4j.specification;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.map.ORMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The specification of a map: a key is present when an update of it survives, one that no visible remove of the key has
 * seen; its value is the nested specification over exactly those.
 */
final class Maps {

    private Maps() {}

    /** What may be done to a map. */
    sealed interface Change<O> {
        /** Updates the value of a key by some operations, possibly none. */
        record Update<O>(String key, List<O> operations) implements Change<O> {}

        /** Removes a key. */
        record Remove<O>(String key) implements Change<O> {}

        /** Removes every key. */
        record Clear<O>() implements Change<O> {}

        /** Updates one key, then removes it, then updates it again, in one edit. */
        record Renew<O>(String key, List<O> operations) implements Change<O> {}
    }

    /** A map of counters whose keys have no order and one hash code. */
    static final Script<ORMap<Keys.Opaque, PNCounter>> OPAQUE = Script.startingWith(
                    ORMap.<Keys.Opaque, PNCounter>empty(PNCounter.empty()))
            .step(
                    "count",
                    Keys::opaque,
                    (ORMap<Keys.Opaque, PNCounter> map, Issuer issuer, Keys.Opaque key) ->
                            map.update(issuer.self(), key, counter -> counter.increment(issuer.self(), 1)))
            .step(
                    "remove",
                    Keys::opaque,
                    (ORMap<Keys.Opaque, PNCounter> map, Issuer issuer, Keys.Opaque key) -> map.remove(key))
            .reading(map -> {
                Map<Object, Long> values = new HashMap<>();
                map.entries().forEach((key, counter) -> values.put(key, counter.value()));
                return values;
            })
            .specifiedBy(visible -> visible.events().stream()
                    .filter(event -> event.operation().name().equals("count"))
                    .filter(count -> !visible.seenBy(
                            count,
                            call -> call.equals(
                                    new Script.Call("remove", count.operation().argument()))))
                    .collect(Collectors.groupingBy(count -> count.operation().argument(), Collectors.counting())))
            .promising(EnumSet.allOf(Subject.Promise.class));

    /** A map whose values are those of another subject. */
    static <V extends Causal<V>, O> Subject<ORMap<String, V>, Change<O>> of(Subject<V, O> nested) {
        return new Subject<>() {
            @Override
            public ORMap<String, V> bottom() {
                return ORMap.empty(nested.bottom());
            }

            @Override
            public Change<O> draw(RandomGenerator random) {
                String key = Keys.text(random);
                int draw = random.nextInt(20);
                if (draw < 7) {
                    return new Change.Remove<>(key);
                }
                if (draw == 7) {
                    return new Change.Clear<>();
                }
                int operations = random.nextInt(6);
                List<O> drawn = IntStream.range(0, operations < 4 ? 1 : operations - 4 == 0 ? 0 : 2)
                        .mapToObj(i -> nested.draw(random))
                        .toList();
                return draw == 8 ? new Change.Renew<>(key, drawn) : new Change.Update<>(key, drawn);
            }

            @Override
            public ORMap<String, V> apply(ORMap<String, V> state, Issuer issuer, Change<O> change) {
                if (change instanceof Change.Remove<O> remove) {
                    return state.remove(remove.key());
                } else if (change instanceof Change.Clear<O>) {
                    return state.clear();
                } else if (change instanceof Change.Renew<O> renew) {
                    return state.edit(issuer.self(), editor -> {
                        editor.update(renew.key(), value -> value);
                        editor.remove(renew.key());
                        editor.update(renew.key(), value -> applyAll(value, issuer, renew.operations()));
                    });
                }
                var update = (Change.Update<O>) change;
                return state.update(issuer.self(), update.key(), value -> applyAll(value, issuer, update.operations()));
            }

            private V applyAll(V value, Issuer issuer, List<O> operations) {
                V next = value;
                for (int i = 0; i < operations.size(); i++) {
                    next = nested.apply(next, issuer.part(i), operations.get(i));
                }
                return next;
            }

            @Override
            public Object value(ORMap<String, V> state) {
                Map<String, Object> values = new HashMap<>();
                state.entries().forEach((key, value) -> values.put(key, nested.value(value)));
                if (values.size() != state.size() || !values.keySet().equals(Set.copyOf(state.keys()))) {
                    return "size " + state.size() + ", keys " + state.keys() + ", entries " + values;
                }
                return values;
            }

            @Override
            public Object expected(View<Change<O>> visible) {
                Map<String, Object> values = new HashMap<>();
                for (String key : List.of("Aa", "BB", "x")) {
                    var surviving = visible.select(event ->
                            surviving(visible, event, key) ? Stream.of(event) : Stream.<Event<Change<O>>>empty());
                    if (!surviving.events().isEmpty()) {
                        values.put(key, nested.expected(surviving.select(this::parts)));
                    }
                }
                return values;
            }

            private boolean surviving(View<Change<O>> visible, Event<Change<O>> event, String key) {
                boolean updates = event.operation() instanceof Change.Update<O> update
                                && update.key().equals(key)
                        || event.operation() instanceof Change.Renew<O> renew
                                && renew.key().equals(key);
                return updates
                        && !visible.seenBy(
                                event,
                                change -> change instanceof Change.Clear<O>
                                        || change instanceof Change.Remove<O> remove
                                                && remove.key().equals(key)
                                        || change instanceof Change.Renew<O> renew
                                                && renew.key().equals(key));
            }

            private Stream<Event<O>> parts(Event<Change<O>> event) {
                List<O> operations = event.operation() instanceof Change.Update<O> update
                        ? update.operations()
                        : ((Change.Renew<O>) event.operation()).operations();
                return IntStream.range(0, operations.size())
                        .mapToObj(
                                i -> new Event<>(event.number(), event.issuer().part(i), operations.get(i)));
            }

            @Override
            public Set<Promise> promises() {
                return EnumSet.allOf(Promise.class);
            }
        };
    }
}
