package io.github.crdt4j.internal.causal;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Combiner;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was written under one dot: one value, or several if a cloned replica or a hostile peer used the dot again. Several
 * are kept as elements of a set are, since a peer can choose as many as it likes, and their hash codes.
 *
 * @param <T> their type
 */
public final class Values<T> implements Crdt<Values<T>>, Digested {

    /** An order that is the same on every replica: natural within one class, lists by their parts, else by class name and text. */
    public static final Comparator<Object> ORDER = Values::compare;

    /** What a value is mapped to. */
    private enum Present implements Digested {
        PRESENT;

        @Override
        public long digest() {
            return 1;
        }
    }

    private final @Nullable T single;
    private final @Nullable PersistentMap<T, Present> several; // if there is not exactly one

    private Values(@Nullable T single, @Nullable PersistentMap<T, Present> several) {
        this.single = single;
        this.several = several;
    }

    public static <T> Values<T> of(T value) {
        return new Values<>(value, null);
    }

    /** Values in any order, with fewer in the result if some are equal. */
    @SuppressWarnings("unchecked") // an array of nothing but these
    public static <T> Values<T> of(List<T> values) {
        if (values.size() == 1) {
            return of(values.get(0));
        }
        var present = new Present[values.size()];
        Arrays.fill(present, Present.PRESENT);
        return of(PersistentMap.of((T[]) values.toArray(), present, present.length));
    }

    private static <T> Values<T> of(PersistentMap<T, Present> values) {
        return values.size() == 1 ? of(values.iterator().next().getKey()) : new Values<>(null, values);
    }

    private PersistentMap<T, Present> all() {
        return several == null ? PersistentMap.<T, Present>empty().put(single, Present.PRESENT) : several;
    }

    /** How many there are. */
    public int size() {
        return several == null ? 1 : several.size();
    }

    /** The values, in no particular order. */
    public List<T> values() {
        if (several == null) {
            return List.of(single);
        }
        var values = new ArrayList<T>(several.size());
        several.forEach((value, present) -> values.add(value));
        return values;
    }

    /** The greatest counter of the stamps of values that have one, 0 if there is none. */
    long greatestStamp() {
        long greatest = 0;
        for (T value : values()) {
            greatest = Math.max(
                    greatest,
                    value instanceof Stamped<?> stamped ? stamped.stamp().counter() : 0);
        }
        return greatest;
    }

    @Override
    public Values<T> merge(Values<T> other) {
        if (equals(other)) {
            return this;
        }
        PersistentMap<T, Present> here = all();
        PersistentMap<T, Present> there = other.all();
        PersistentMap<T, Present> merged = here.merge(there, new Union<>());
        return merged == here ? this : merged == there ? other : of(merged);
    }

    private record Union<T>() implements Combiner<T, Present> {
        @Override
        public Present both(T value, Present left, Present right) {
            return left;
        }

        @Override
        public Present left(T value, Present left) {
            return left;
        }

        @Override
        public Present right(T value, Present right) {
            return right;
        }

        @Override
        public boolean keepsLeft() {
            return true;
        }

        @Override
        public boolean keepsRight() {
            return true;
        }
    }

    @Override
    public boolean leq(Values<T> other) {
        return equals(other) || all().forEachDifference(other.all(), (value, here, there) -> there != null);
    }

    @Override
    public Values<T> delta(Values<T> since) {
        var missing = new ArrayList<T>();
        var unused = all().forEachDifference(since.all(), (value, here, there) -> there != null || missing.add(value));
        return of(missing);
    }

    @Override
    public long digest() {
        return several == null ? Contents.digest(single) : several.digest();
    }

    /** The values in an order that is the same on every replica. */
    public List<T> inOrder(Comparator<? super T> order) {
        return several == null ? values() : values().stream().sorted(order).toList();
    }

    /**
     * What is put into a state: refuses what has no value equality, without which no set or register converges, and copies lists,
     * whose owners may change them; in lists and in Optionals, too.
     */
    @SuppressWarnings("unchecked") // a copy is equal, and so of the type that it is declared with
    public static <T> T checked(T value, String name) {
        Objects.requireNonNull(value, name);
        if (value instanceof String || value instanceof Long || value instanceof Integer) {
            return value; // most are; whether a text is a List takes a look at each of its interfaces
        }
        if (value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    name + " is an array (" + value.getClass().getSimpleName()
                            + "), and arrays are equal only to themselves: wrap it in a type with value equality");
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            Object copy = checked(optional.get(), name + " in an Optional");
            return copy == optional.get() ? value : (T) Optional.of(copy);
        }
        return value instanceof List<?> list ? (T) copied(list, name) : value;
    }

    /** A list that nobody can change, nor the lists in it; the same one if it is that. */
    private static List<?> copied(List<?> list, String name) {
        Object[] parts = list.toArray();
        boolean isChanged = false;
        for (int i = 0; i < parts.length; i++) {
            String part = name + "[" + i + "]";
            if (parts[i] == null) {
                throw new IllegalArgumentException(part + " is null, which a list of " + parts.length
                        + " cannot hold: leave it out, or use Optional");
            }
            Object copy = checked(parts[i], part);
            isChanged |= copy != parts[i];
            parts[i] = copy;
        }
        return isChanged ? List.of(parts) : List.copyOf(list);
    }

    @SuppressWarnings("unchecked") // two objects of one Comparable class compare with each other
    private static int compare(Object left, Object right) {
        if (left instanceof Comparable<?> && left.getClass() == right.getClass()) {
            int natural = ((Comparable<Object>) left).compareTo(right);
            if (natural != 0) {
                return natural;
            }
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            return compareLists(one, other);
        }
        if (left instanceof Optional<?> one && right instanceof Optional<?> other) {
            return compareLists(one.stream().toList(), other.stream().toList());
        }
        int byClass = left.getClass().getName().compareTo(right.getClass().getName());
        return byClass != 0 ? byClass : left.toString().compareTo(right.toString());
    }

    /** Without their texts, which may be long where two lists differ at once. */
    private static int compareLists(List<?> left, List<?> right) {
        var others = right.iterator();
        for (Object part : left) {
            int order = others.hasNext() ? compare(part, others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Values<?> that
                        && Objects.equals(single, that.single)
                        && Objects.equals(several, that.several);
    }

    @Override
    public int hashCode() {
        int[] sum = {0};
        values().forEach(value -> sum[0] += value.hashCode());
        return sum[0];
    }

    @Override
    public String toString() {
        return several == null ? Text.of(Objects.requireNonNull(single)) : "clash" + Text.all(values());
    }
}
