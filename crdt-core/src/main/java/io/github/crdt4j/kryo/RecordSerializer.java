package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.base.Defaults;
import com.google.common.primitives.Primitives;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record of values: how many components it uses, a check number of their names, and these as values. Components at the
 * end are left out where the canonical constructor makes an equal record of their defaults.
 */
final class RecordSerializer<R> extends Serializer<R> {

    private final Class<R> type;
    private final List<String> names;
    private final Class<?>[] types;
    private final Field[] fields;
    private final Object[] defaults;
    private final Constructor<R> constructor;
    private final int[] checks; // of the names of the first so many components

    RecordSerializer(Class<R> type) {
        super(false, true);
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
        this.types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        this.defaults = new Object[components.length];
        this.fields = new Field[components.length];
        this.checks = new int[components.length + 1];
        try {
            this.constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            for (int i = 0; i < components.length; i++) {
                fields[i] = type.getDeclaredField(names.get(i));
                fields[i].setAccessible(true);
            }
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the components of " + type.getName() + " cannot be read: open its package to io.github.crdt4j", e);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(
                    impossible); // a record has a canonical constructor, and a field for each component
        }
        for (int i = 0; i < components.length; i++) {
            refuseUnordered(names.get(i), types[i]);
            defaults[i] = defaultOf(types[i]);
            checks[i + 1] = Layout.check(String.join(",", names.subList(0, i + 1)));
        }
    }

    private void refuseUnordered(String name, Class<?> component) {
        if (component.isArray() || Stream.of(Map.class, Set.class).anyMatch(kind -> kind.isAssignableFrom(component))) {
            throw new IllegalArgumentException("component " + name + " of " + type.getName() + " is a "
                    + component.getSimpleName() + ", which has no encoding: make it a List");
        }
    }

    /** What a component is that older bytes do not have. */
    private static @Nullable Object defaultOf(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        return type == List.class ? List.of() : Defaults.defaultValue(type);
    }

    /** A decoder of what is left of the bytes that a codec reads. */
    static Decoder decoder(Kryo kryo, Input input) {
        return new Decoder(Session.in(kryo), input.getBuffer(), input.position(), input.limit(), 0);
    }

    @Override
    public void write(Kryo kryo, Output output, R value) {
        Object[] values = new Object[fields.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = fields[i].get(value);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible); // they were made accessible
        }
        int used = used(values, value);
        var out = new Encoder(Session.in(kryo));
        out.varint(used);
        if (used > 0) {
            out.fixed(checks[used], Layout.CHECK_LENGTH);
        }
        for (int i = 0; i < used; i++) {
            if (values[i] == null) {
                out.octet(Tags.NULL);
            } else {
                out.tagged(values[i]);
            }
        }
        output.writeBytes(out.buffer(), 0, out.size());
    }

    /** How many of its first components make up a record, the others having their defaults. */
    private int used(Object[] values, R value) {
        int used = values.length;
        Object[] arguments = values.clone();
        while (used > 0) {
            arguments[used - 1] = defaults[used - 1];
            try {
                if (!constructor.newInstance(arguments).equals(value)) {
                    return used;
                }
            } catch (InvocationTargetException e) {
                return used; // the constructor refuses the default
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
            used--;
        }
        return 0;
    }

    @Override
    public R read(Kryo kryo, Input input, Class<? extends R> expected) {
        Decoder in = decoder(kryo, input);
        int from = in.position();
        int used = in.count(1);
        if (used > names.size()) {
            throw in.bad(
                    "a " + type.getName() + " with " + used + " components, of which only " + list()
                            + " are known here: all peers must read a new component before one writes it",
                    from);
        }
        if (used > 0 && in.fixed(Layout.CHECK_LENGTH) != checks[used]) {
            throw in.bad(
                    "the first " + used + " components of a " + type.getName() + " have other names there than here, "
                            + list(),
                    from);
        }
        Object[] arguments = defaults.clone();
        for (int i = 0; i < used; i++) {
            arguments[i] = component(in, i);
        }
        R value;
        try {
            value = constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw in.bad(
                    "the constructor of " + type.getName() + " refuses "
                            + (used < names.size() ? "the defaults of components that the bytes do not have, or " : "")
                            + "what was read: "
                            + e.getCause(),
                    from,
                    e);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        input.setPosition(in.position());
        return value;
    }

    private @Nullable Object component(Decoder in, int i) {
        int from = in.position();
        Object value = in.taggedOrNull();
        if (value == null ? types[i].isPrimitive() : !Primitives.wrap(types[i]).isInstance(value)) {
            throw in.bad(
                    "component " + names.get(i) + " of a " + type.getName() + " is "
                            + (value == null ? "null" : Octets.show(value)) + ", and no " + types[i].getSimpleName(),
                    from);
        }
        return value;
    }

    private String list() {
        return names.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
