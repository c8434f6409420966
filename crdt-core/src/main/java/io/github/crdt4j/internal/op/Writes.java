package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The writes that no other has seen, by dot.
 *
 * @param sorted them, their dots distinct and ascending
 * @param <T> what is written
 */
public record Writes<T>(List<Written<T>> sorted) {

    private static final Writes<?> NONE = new Writes<>(List.of());

    @SuppressWarnings("unchecked") // there is nothing in it
    public static <T> Writes<T> none() {
        return (Writes<T>) NONE;
    }

    /** With one more, which supersedes all that its clock contains. */
    public Writes<T> write(T content, Dot dot, CausalPast clock) {
        var kept = new ArrayList<Written<T>>();
        for (Written<T> write : sorted) {
            if (!clock.contains(write.dot())) {
                kept.add(write);
            }
        }
        kept.add(new Written<>(dot, content));
        kept.sort(Comparator.comparing(Written::dot));
        return new Writes<>(List.copyOf(kept));
    }

    /** Without those that a clock contains. */
    public Writes<T> forget(CausalPast observed) {
        List<Written<T>> kept =
                sorted.stream().filter(write -> !observed.contains(write.dot())).toList();
        return kept.size() == sorted.size() ? this : kept.isEmpty() ? none() : new Writes<>(kept);
    }

    /** Whether there is a write, and none that is left says no. */
    public static boolean hold(Writes<Boolean> verdicts) {
        return !verdicts.sorted.isEmpty() && verdicts.sorted.stream().allMatch(Written::content);
    }

    /** What was written, by event. */
    public static <T> Stream<T> contents(Writes<T> writes) {
        return writes.sorted.stream().map(Written::content);
    }

    /** The writes of a key. */
    public static <K, T> Writes<T> of(PersistentMap<K, Writes<T>> all, Object key) {
        Writes<T> writes = all.get(key);
        return writes == null ? none() : writes;
    }

    /** With one more write of a key, which supersedes all of that key that its clock contains. */
    public static <K, T> PersistentMap<K, Writes<T>> write(
            PersistentMap<K, Writes<T>> all, K key, T content, Dot dot, CausalPast past) {
        return all.put(key, of(all, key).write(content, dot, past));
    }

    /** Without the writes of any key that a clock contains; the same object when it contains none. */
    public static <K, T> PersistentMap<K, Writes<T>> forget(PersistentMap<K, Writes<T>> all, CausalPast observed) {
        PersistentMap<K, Writes<T>> next = all;
        for (Map.Entry<K, Writes<T>> entry : all) {
            Writes<T> kept = entry.getValue().forget(observed);
            next = kept.sorted.isEmpty() ? next.remove(entry.getKey()) : next.put(entry.getKey(), kept);
        }
        return next;
    }

    /** The greatest counter of the stamps of all keys, 0 if there is none. */
    public static <K, V> long greatestStamp(PersistentMap<K, Writes<Stamped<V>>> all) {
        long greatest = 0;
        for (Map.Entry<K, Writes<Stamped<V>>> entry : all) {
            for (Written<Stamped<V>> write : entry.getValue().sorted) {
                greatest = Math.max(greatest, write.content().stamp().counter());
            }
        }
        return greatest;
    }

    /** The writes of each key, empty if there is none. */
    public static <K, T> String text(PersistentMap<K, Writes<T>> all) {
        return all.isEmpty()
                ? ""
                : Text.all(all, all.size(), one -> Text.of(one.getKey()) + "->" + one.getValue(), "{", "}");
    }

    @Override
    public String toString() {
        return sorted.isEmpty() ? "" : Text.all(sorted);
    }
}
