package io.github.crdt4j.internal.trie;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/**
 * Reads the components of records whose equality is that of their components, which is so if the compiler made
 * {@code equals}: then it is final. Of other records, and of those that a module keeps closed, nothing can be told.
 */
final class RecordContents {

    private static final MethodHandle[] CLOSED = {};

    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            long name = Contents.ofName(type);
            try {
                return new Layout(name, readers(type));
            } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
                return new Layout(name, CLOSED);
            }
        }
    };

    /** The digest of the name of a class, and how its components are read. */
    private record Layout(long name, MethodHandle[] readers) {}

    private RecordContents() {}

    private static MethodHandle[] readers(Class<?> type) throws ReflectiveOperationException {
        if (!Modifier.isFinal(type.getMethod("equals", Object.class).getModifiers())) {
            return CLOSED;
        }
        RecordComponent[] components = type.getRecordComponents();
        MethodHandle[] readers = new MethodHandle[components.length];
        for (int i = 0; i < components.length; i++) {
            Field field = type.getDeclaredField(components[i].getName());
            field.setAccessible(true);
            readers[i] = MethodHandles.lookup()
                    .unreflectGetter(field)
                    .asType(MethodType.methodType(Object.class, Object.class));
        }
        return readers;
    }

    /** The digest of a record; unknown if one of its components has none. */
    static long digest(Object object) {
        Layout layout = LAYOUTS.get(object.getClass());
        if (layout.readers == CLOSED) {
            return Digested.UNKNOWN;
        }
        long digest = layout.name;
        for (MethodHandle reader : layout.readers) {
            long part = Contents.ofPart(read(reader, object));
            if (part == Digested.UNKNOWN) {
                return part;
            }
            digest = Contents.next(digest, part);
        }
        return digest;
    }

    private static Object read(MethodHandle reader, Object object) {
        try {
            return (Object) reader.invokeExact(object);
        } catch (Throwable impossible) {
            throw new AssertionError("the field of a record cannot be read", impossible);
        }
    }
}
