package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.esotericsoftware.kryo.Kryo;
import io.github.crdt4j.set.ORSet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** What a class path says that has an older Kryo first, as beside Spark and Flink. */
class KryoVersionTest {

    /** Loads this library anew, with a Kryo that lacks what version 5 brought. */
    private static final class OlderKryo extends ClassLoader {

        private final boolean hasBoth;

        /** With or without the classes of Kryo 5 behind it. */
        OlderKryo(boolean hasBoth) {
            super(KryoVersionTest.class.getClassLoader());
            this.hasBoth = hasBoth;
        }

        @Override
        public URL getResource(String name) {
            URL found = super.getResource(name);
            if (!name.equals("com/esotericsoftware/kryo/Kryo.class")) {
                return found;
            }
            try {
                return new URL("file:/older/" + name);
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!hasBoth && name.startsWith("com.esotericsoftware.kryo.util.Pool")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.github.crdt4j.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String refusal(
            boolean hasBoth, String type, String method, Class<?>[] parameters, Object... arguments)
            throws ReflectiveOperationException {
        var call = new OlderKryo(hasBoth).loadClass(type).getMethod(method, parameters);
        var thrown = assertThrows(InvocationTargetException.class, () -> call.invoke(null, arguments));
        return assertInstanceOf(IllegalStateException.class, thrown.getCause()).getMessage();
    }

    @Test
    void anOlderKryoIsRefusedInASentenceThatSaysWhereItIs() throws ReflectiveOperationException {
        String message =
                "KryoCodec needs Kryo 5 (5.6.2 is tested), but an earlier Kryo comes first, from file:/older/. Put"
                        + " com.esotericsoftware:kryo:5.6.2 before all others; beside Spark or Flink, which bring Kryo 4, relocate"
                        + " com.esotericsoftware in your own jar with the Maven Shade plugin";
        for (boolean hasBoth : new boolean[] {false, true}) {
            for (String method : new String[] {"create", "builder"}) {
                assertEquals(message, refusal(hasBoth, KryoCodec.class.getName(), method, new Class<?>[0]));
            }
            assertEquals(
                    message,
                    refusal(
                            hasBoth,
                            CrdtSerializers.class.getName(),
                            "register",
                            new Class<?>[] {Kryo.class},
                            new Kryo()));
        }
    }

    @Test
    void theTypesNeedNoKryo() throws ReflectiveOperationException {
        Object empty = new OlderKryo(false)
                .loadClass(ORSet.class.getName())
                .getMethod("empty")
                .invoke(null);
        assertEquals("ORSet []", empty.toString());
    }
}
