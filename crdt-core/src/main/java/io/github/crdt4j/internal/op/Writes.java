package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    @Override
    public String toString() {
        return sorted.isEmpty() ? "" : Text.all(sorted);
    }
}
