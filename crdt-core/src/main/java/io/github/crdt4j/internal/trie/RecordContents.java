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

    private static final ClassValue<MethodHandle[]> READERS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            try {
                return readers(type);
            } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
                return CLOSED;
            }
        }
    };

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

    /** The digest of a record, continuing from that of its class; unknown if one of its components has none. */
    static long digest(long ofClass, Object object) {
        MethodHandle[] readers = READERS.get(object.getClass());
        if (readers == CLOSED) {
            return Digested.UNKNOWN;
        }
        long digest = ofClass;
        for (MethodHandle reader : readers) {
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
