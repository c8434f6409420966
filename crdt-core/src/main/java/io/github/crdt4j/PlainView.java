package io.github.crdt4j;

import io.github.crdt4j.internal.trie.InOrder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a reader sees of a state, as maps, collections, numbers and texts of the JDK, at any depth: for JSON, for logs, for
 * assertions. Every {@link Crdt} and every {@link io.github.crdt4j.op.OpCrdt} has it.
 *
 * <p>A counter is a {@code Long}, or a {@code BigInteger} if its value does not fit. A set is a {@code Set}, siblings are a
 * {@code List}, a register is its value or null, a map and a record are a {@code Map}. Keys are sorted where they compare
 * with one another. Keys, elements and values of your own classes stay as they are. The view is an unmodifiable copy: it
 * costs the size of the state.
 *
 * <p>A state class of your own that is a record has this view by its components. Another class overrides {@link #plain}, and
 * hands what it shows to {@link #of}.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * ORMap<String, PNCounter> cart = ORMap.empty(PNCounter.empty());
 * Object plain = cart.update(me, "milk", bottles -> bottles.increment(me, 2)).plain(); // {milk=2}
 * }</pre>
 *
 * <p>With Jackson, one {@code JsonSerializer<PlainView>} serves all states: {@code
 * serializers.defaultSerializeValue(state.plain(), generator)}. With Gson, a {@code JsonSerializer<PlainView>} that is
 * registered by {@code registerTypeHierarchyAdapter}: {@code context.serialize(state.plain())}.
 */
public interface PlainView {

    /**
     * What a reader sees of this state.
     *
     * @return a view without states in it, null of a register that has no value; by default, of a record, its components by
     *     name, and of another class its text
     * @throws IllegalStateException if this is a record in a module that does not open its package to {@code
     *     io.github.crdt4j}
     */
    default Object plain() {
        return this instanceof Record record ? components(record) : toString();
    }

    /**
     * The plain view of any object: of a state, {@link #plain}; of a map, collection or optional of the JDK, its content in
     * plain view; of another object, the object.
     *
     * @param value the object, or null
     * @return its plain view
     */
    @SuppressWarnings("NullAway") // null is a value here, as in JSON
    static Object of(Object value) {
        if (value instanceof PlainView state) {
            return state.plain();
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof Set<?> set) {
            return set(set);
        } else if (value instanceof Collection<?> collection) {
            List<Object> plain = new ArrayList<>();
            collection.forEach(element -> plain.add(of(element)));
            return Collections.unmodifiableList(plain);
        } else if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        return value;
    }

    private static Map<String, Object> components(Record record) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            plain.put(component.getName(), of(value(record, component.getAccessor())));
        }
        return Collections.unmodifiableMap(plain);
    }

    private static Object value(Record record, Method accessor) {
        String type = record.getClass().getName();
        if (!accessor.canAccess(record) && !accessor.trySetAccessible()) {
            throw new IllegalStateException("component " + accessor.getName() + " of " + type
                    + " cannot be read: open its package to io.github.crdt4j in module-info.java, or write plain() in "
                    + record.getClass().getSimpleName());
        }
        try {
            return accessor.invoke(record);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("component " + accessor.getName() + " of " + type + " cannot be read", e);
        }
    }

    private static Set<Object> set(Set<?> elements) {
        List<Object> sorted = new ArrayList<>(elements);
        sortIfComparable(sorted, element -> element);
        Set<Object> plain = distinct(sorted.stream().map(PlainView::of));
        boolean areDistinct = plain.size() == sorted.size();
        return Collections.unmodifiableSet(areDistinct ? plain : distinct(sorted.stream()));
    }

    private static Set<Object> distinct(Stream<Object> objects) {
        Set<Object> distinct = InOrder.newSet();
        objects.forEach(distinct::add);
        return distinct;
    }

    private static Map<Object, Object> map(Map<?, ?> entries) {
        List<Map.Entry<?, ?>> sorted = new ArrayList<>(entries.entrySet());
        sortIfComparable(sorted, Map.Entry::getKey);
        Set<Object> keys = distinct(sorted.stream().map(entry -> of(entry.getKey())));
        boolean areDistinct = keys.size() == sorted.size();
        Map<Object, Object> plain = new InOrder<>();
        sorted.forEach(entry -> plain.put(areDistinct ? of(entry.getKey()) : entry.getKey(), of(entry.getValue())));
        return Collections.unmodifiableMap(plain);
    }

    /** Sorts by keys that are Comparable objects of one class; leaves others in their order. */
    @SuppressWarnings("unchecked") // objects of one Comparable class compare with each other
    private static <T> void sortIfComparable(List<T> list, Function<? super T, ?> key) {
        boolean areComparable = list.stream().map(key).allMatch(Comparable.class::isInstance)
                && list.stream().map(key).map(Object::getClass).distinct().count() < 2;
        if (areComparable) {
            list.sort(Comparator.comparing(element -> (Comparable<Object>) key.apply(element)));
        }
    }
}
