package io.github.crdt4j.trap;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.ViewOf;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue.CausalRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a type of values means: how to make an update of it, and its value as a function of the updates that are visible
 * and of which of them each has seen.
 *
 * @param <V> the type of the values
 */
interface Model<V extends Causal<V>> {

    /** The keys of maps. */
    List<String> KEYS = List.of("j", "k");

    V bottom();

    /** How many different updates there are. */
    int choices();

    V apply(V value, Update update);

    Object read(V value);

    /** What {@link #read} must say after these updates, in any order in which they may have arrived. */
    Object expected(List<Update> updates);

    /** What some updates have seen together, as bits. */
    static long seenBy(List<Update> updates, IntPredicate choice) {
        long seen = 0;
        for (Update update : updates) {
            seen |= choice.test(update.choice()) ? update.seen() : 0;
        }
        return seen;
    }

    /** The updates that no remove among them has seen, removes left out. */
    static List<Update> surviving(List<Update> updates) {
        long removed = seenBy(updates, choice -> choice == -1);
        return updates.stream()
                .filter(update -> update.choice() != -1 && !update.isIn(removed))
                .toList();
    }

    /** The updates that none of the others has seen. */
    static List<Update> latest(List<Update> updates) {
        long replaced = seenBy(updates, choice -> true);
        return updates.stream().filter(update -> !update.isIn(replaced)).toList();
    }

    /** A model made of its parts. */
    record Of<V extends Causal<V>>(
            V bottom,
            int choices,
            BiFunction<V, Update, V> change,
            Function<V, Object> reader,
            Function<List<Update>, Object> meaning)
            implements Model<V> {
        @Override
        public V apply(V value, Update update) {
            return change.apply(value, update);
        }

        @Override
        public Object read(V value) {
            return reader.apply(value);
        }

        @Override
        public Object expected(List<Update> updates) {
            return meaning.apply(updates);
        }
    }

    /** A type of the catalogue, as its specification knows it: some of its operations. */
    static <V extends Causal<V>, O> Model<V> of(CausalRow<V, O> row) {
        Subject<V, O> subject = row.part();
        var random = new SplittableRandom(1);
        List<O> operations =
                Stream.generate(() -> subject.draw(random)).limit(8).toList();
        return new Of<>(
                subject.bottom(),
                operations.size(),
                (value, update) -> subject.apply(value, issuer(update), operations.get(update.choice())),
                subject::value,
                updates -> subject.expected(ViewOf.events(
                        updates.stream()
                                .map(update ->
                                        new Event<>(update.index(), issuer(update), operations.get(update.choice())))
                                .toList(),
                        event -> updates.stream()
                                .filter(update -> update.index() == event.number())
                                .findFirst()
                                .orElseThrow()
                                .seen())));
    }

    private static Issuer issuer(Update update) {
        return new Issuer(update.self(), update.stamp(), 0);
    }

    static Model<PNCounter> pnCounter() {
        return new Of<>(
                PNCounter.empty(),
                5,
                (counter, update) -> update.choice() < 2
                        ? counter.decrement(update.self(), 2 - update.choice())
                        : counter.increment(update.self(), update.choice() - 2),
                PNCounter::value,
                updates -> updates.stream()
                        .mapToLong(update -> update.choice() - 2)
                        .sum());
    }

    /** Two elements; even choices add, odd ones remove. */
    static Model<ORSet<Integer>> orSet() {
        return new Of<>(
                ORSet.empty(),
                4,
                (set, update) -> update.choice() % 2 == 0
                        ? set.add(update.self(), update.choice())
                        : set.remove(update.choice() - 1),
                ORSet::elements,
                updates -> updates.stream()
                        .filter(add -> add.choice() % 2 == 0)
                        .filter(add -> !add.isIn(seenBy(updates, choice -> choice == add.choice() + 1)))
                        .map(Update::choice)
                        .collect(Collectors.toSet()));
    }

    /** Two keys; for each the choices of the inner model, one that changes nothing, and a remove. */
    static <V extends Causal<V>> Model<ORMap<String, V>> mapOf(Model<V> inner) {
        int perKey = inner.choices() + 2;
        return new Of<>(
                ORMap.empty(inner.bottom()),
                2 * perKey,
                (map, update) -> {
                    String key = KEYS.get(update.choice() / perKey);
                    int choice = update.choice() % perKey;
                    if (choice == inner.choices()) {
                        return map.update(update.self(), key, value -> value);
                    }
                    return choice > inner.choices()
                            ? map.remove(key)
                            : map.update(update.self(), key, value -> inner.apply(value, update.choosing(choice)));
                },
                map -> map.entries().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> inner.read(entry.getValue()))),
                updates -> KEYS.stream()
                        .map(key -> Map.entry(key, of(updates, KEYS.indexOf(key), inner.choices())))
                        .filter(entry -> !entry.getValue().isEmpty())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> inner.expected(entry.getValue().stream()
                                        .filter(update -> update.choice() < inner.choices())
                                        .toList()))));
    }

    private static List<Update> of(List<Update> updates, int key, int innerChoices) {
        int perKey = innerChoices + 2;
        return surviving(updates.stream()
                .filter(update -> update.choice() / perKey == key)
                .map(update -> update.choosing(update.choice() % perKey > innerChoices ? -1 : update.choice() % perKey))
                .toList());
    }

    /** A choice for each component, or for all at once. */
    static Model<Basket> basket() {
        Model<ORMap<String, PNCounter>> items = mapOf(pnCounter());
        return new Of<>(
                Basket.EMPTY,
                2 * items.choices(),
                (basket, update) -> {
                    Update once = update.choosing(update.choice() % items.choices());
                    boolean all = update.choice() >= items.choices();
                    return new Basket(
                            all ? basket.total().increment(update.self(), once.choice()) : basket.total(),
                            items.apply(basket.items(), once),
                            all ? basket.note().set(update.self(), update.index()) : basket.note());
                },
                basket -> List.of(
                        basket.total().value(),
                        items.read(basket.items()),
                        Set.copyOf(basket.note().values())),
                updates -> {
                    List<Update> all = updates.stream()
                            .filter(update -> update.choice() >= items.choices())
                            .toList();
                    return List.of(
                            all.stream()
                                    .mapToLong(update -> update.choice() % items.choices())
                                    .sum(),
                            items.expected(updates.stream()
                                    .map(update -> update.choosing(update.choice() % items.choices()))
                                    .toList()),
                            latest(all).stream().map(Update::index).collect(Collectors.toSet()));
                });
    }

    /** A register, to which even choices write, and a set, to which all add. */
    static Model<Profile> profile() {
        return new Of<>(
                Profile.EMPTY,
                4,
                (profile, update) -> new Profile(
                        update.choice() % 2 == 0
                                ? profile.name().set(update.stamp(), "" + update.index())
                                : profile.name(),
                        profile.tags().add(update.self(), "" + update.choice())),
                profile -> List.of(profile.name().value(), profile.tags().elements()),
                updates -> List.<Object>of(
                        updates.stream()
                                .filter(update -> update.choice() % 2 == 0)
                                .max(Comparator.comparing(Update::stamp))
                                .map(update -> "" + update.index()),
                        updates.stream().map(update -> "" + update.choice()).collect(Collectors.toSet())));
    }
}
