package io.github.crdt4j.trap;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Multiset;
import com.google.common.collect.TreeMultiset;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.ViewOf;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.specification.Catalogue.CausalRow;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a map holds, and how these tests write numbers to it and read them again. Along a causal chain the numbers grow,
 * so that they can serve as Lamport counters.
 *
 * @param bottom the empty value
 * @param write writes a number
 * @param read what a reader sees
 * @param shows what a reader sees of some concurrent writes of which each superseded what came before it
 * @param leavesNumbers whether something stays behind, hidden, when a key is removed
 * @param <V> the type of the values
 */
record Held<V extends Causal<V>>(
        V bottom,
        Write<V> write,
        Function<V, Object> read,
        Function<List<Integer>, Object> shows,
        boolean leavesNumbers) {

    /** Writes a number to a value. */
    interface Write<V> {
        V write(ReplicaId self, V value, int number);
    }

    /** A type of the catalogue, as its specification knows it. */
    static <V extends Causal<V>, O> Held<V> of(CausalRow<V, O> row) {
        Subject<V, O> subject = row.part();
        return new Held<>(
                subject.bottom(),
                (self, value, n) ->
                        subject.apply(value, issuer(self, n), row.write().apply(n)),
                subject::value,
                numbers -> subject.expected(ViewOf.events(
                        numbers.stream()
                                .map(n -> new Event<>(
                                        n, issuer(Ids.A, n), row.write().apply(n)))
                                .toList(),
                        event -> 0)),
                row.leavesResidue());
    }

    private static Issuer issuer(ReplicaId self, int number) {
        return new Issuer(self, new LamportTimestamp(number, self), 0);
    }

    static Held<PNCounter> pnCounter() {
        return new Held<>(
                PNCounter.empty(),
                (self, counter, n) -> counter.increment(self, n).decrement(self, 2L * n),
                counter -> -counter.value(),
                Held::sum,
                true);
    }

    static Held<MVRegister<Integer>> mvRegister() {
        return new Held<>(
                MVRegister.empty(),
                (self, register, n) -> register.set(self, n),
                register -> TreeMultiset.create(register.values()),
                Held::multiset,
                false);
    }

    static Held<ORSet<Integer>> orSet() {
        return new Held<>(ORSet.empty(), (self, set, n) -> set.add(self, n), ORSet::elements, Set::copyOf, false);
    }

    /** A set to which the one element is added again and again. */
    static Held<ORSet<String>> orSetOfOneElement() {
        return new Held<>(
                ORSet.empty(),
                (self, set, n) -> set.add(self, "x"),
                ORSet::elements,
                numbers -> numbers.isEmpty() ? Set.of() : Set.of("x"),
                false);
    }

    /** A map of what is held, under one key. */
    static <V extends Causal<V>> Held<ORMap<String, V>> mapOf(Held<V> inner) {
        return new Held<>(
                ORMap.empty(inner.bottom),
                (self, map, n) -> map.update(self, "inner", value -> inner.write.write(self, value, n)),
                map -> Map.copyOf(Maps.transformValues(map.entries(), inner.read::apply)),
                numbers -> numbers.isEmpty() ? Map.of() : Map.of("inner", inner.shows.apply(numbers)),
                inner.leavesNumbers);
    }

    static Held<Profile> profile() {
        return new Held<>(
                Profile.EMPTY,
                (self, profile, n) -> new Profile(
                        profile.name().set(new LamportTimestamp(n, self), "name " + n),
                        profile.tags().add(self, "tag").add(self, "tag " + n)),
                profile -> List.of(profile.name().value(), profile.tags().elements()),
                numbers -> List.of(
                        greatest(numbers).map(n -> "name " + n),
                        numbers.isEmpty()
                                ? Set.of()
                                : ImmutableSet.builder()
                                        .add("tag")
                                        .addAll(numbers.stream()
                                                .map(n -> "tag " + n)
                                                .toList())
                                        .build()),
                false);
    }

    static Held<Basket> basket() {
        Held<ORMap<String, PNCounter>> items = mapOf(pnCounter());
        Held<MVRegister<Integer>> note = mvRegister();
        return new Held<>(
                Basket.EMPTY,
                (self, basket, n) -> new Basket(
                        basket.total().increment(self, n),
                        items.write.write(self, basket.items(), n),
                        basket.note().set(self, n)),
                basket -> List.of(
                        basket.total().value(), items.read.apply(basket.items()), note.read.apply(basket.note())),
                numbers -> List.of(sum(numbers), items.shows.apply(numbers), note.shows.apply(numbers)),
                true);
    }

    private static Long sum(List<Integer> numbers) {
        return numbers.stream().mapToLong(Integer::longValue).sum();
    }

    private static Optional<Integer> greatest(List<Integer> numbers) {
        return numbers.stream().max(Integer::compare);
    }

    private static Multiset<Integer> multiset(List<Integer> numbers) {
        return TreeMultiset.create(numbers);
    }
}
