package io.github.crdt4j.laws;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The texts of objects that are not equal, with their types where the texts alone do not tell them apart. */
final class Alike {

    private Alike() {}

    /** The text of one, with its type if the other reads the same. */
    static String text(Object one, Object other) {
        String text = String.valueOf(one);
        if (!text.equals(String.valueOf(other))) {
            return one == null || hasEquals(one.getClass()) ? text : text + " (" + type(one) + ")";
        }
        String type = type(one);
        return text + " (" + type + (type.equals(type(other)) ? ", equals says that they differ" : "") + ")";
    }

    /** Refuses states that are equal to themselves alone. */
    static void requireEquals(Object state) {
        if (!hasEquals(state.getClass())) {
            throw new LawViolation(
                    "states are equal by value",
                    "  " + state.getClass().getSimpleName()
                            + " does not override equals and hashCode, by which the laws compare states: override them, or make it a record");
        }
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            return type.isEnum() || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The type of an object; of a collection, that of its first element besides. */
    private static String type(Object object) {
        if (object == null) {
            return "null";
        } else if (object instanceof Map<?, ?> map) {
            return "Map"
                    + map.entrySet().stream()
                            .findFirst()
                            .map(entry -> " of " + type(entry.getKey()) + " to " + type(entry.getValue()))
                            .orElse("");
        } else if (object instanceof Optional<?> optional) {
            return "Optional" + optional.map(value -> " of " + type(value)).orElse("");
        } else if (object instanceof Collection<?> elements) {
            String kind = object instanceof Set<?> ? "Set" : object instanceof List<?> ? "List" : "Collection";
            Iterator<?> next = elements.iterator();
            return next.hasNext() ? kind + " of " + type(next.next()) : kind;
        }
        String name = object.getClass().getSimpleName();
        return hasEquals(object.getClass()) ? name : name + ", which does not override equals";
    }
}
