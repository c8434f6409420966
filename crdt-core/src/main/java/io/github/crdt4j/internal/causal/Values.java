package io.github.crdt4j.internal.causal;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What was written under one dot: one value, or several if a cloned replica or a hostile peer used the dot again.
 *
 * @param values the values
 * @param <T> their type
 */
public record Values<T>(ImmutableSet<T> values) implements Crdt<Values<T>>, Digested {

    /** An order that is the same on every replica: natural within one class, else by class name and text. */
    public static final Comparator<Object> ORDER = Values::compare;

    public static <T> Values<T> of(T value) {
        return new Values<>(ImmutableSet.of(value));
    }

    @Override
    public Values<T> merge(Values<T> other) {
        if (values.containsAll(other.values)) {
            return this;
        }
        return other.values.containsAll(values)
                ? other
                : new Values<>(Sets.union(values, other.values).immutableCopy());
    }

    @Override
    public boolean leq(Values<T> other) {
        return other.values.containsAll(values);
    }

    @Override
    public Values<T> delta(Values<T> since) {
        return new Values<>(Sets.difference(values, since.values).immutableCopy());
    }

    @Override
    public long digest() {
        return values.size() == 1 ? Contents.digest(values.iterator().next()) : UNKNOWN;
    }

    /** The values in an order that is the same on every replica. */
    public List<T> inOrder(Comparator<? super T> order) {
        return values.size() == 1
                ? values.asList()
                : values.stream().sorted(order).toList();
    }

    /** Refuses what has no value equality, without which no set or register converges. */
    public static <T> T checked(T value, String name) {
        Objects.requireNonNull(value, name);
        if (value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    name + " is an array (" + value.getClass().getSimpleName()
                            + "), and arrays are equal only to themselves: wrap it in a type with value equality");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // two objects of one Comparable class compare with each other
    private static int compare(Object left, Object right) {
        if (left instanceof Comparable<?> && left.getClass() == right.getClass()) {
            int natural = ((Comparable<Object>) left).compareTo(right);
            if (natural != 0) {
                return natural;
            }
        }
        int byClass = left.getClass().getName().compareTo(right.getClass().getName());
        return byClass != 0 ? byClass : left.toString().compareTo(right.toString());
    }

    @Override
    public String toString() {
        return values.size() == 1 ? values.iterator().next().toString() : "clash" + values;
    }
}
