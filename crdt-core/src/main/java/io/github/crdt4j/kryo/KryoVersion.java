package io.github.crdt4j.kryo;

import java.net.URL;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a class path with another Kryo than version 5, or with that one first, before classes of Kryo are linked: later,
 * the JVM would report some class or method that is missing, wherever it is first used.
 */
final class KryoVersion {

    private static final String KRYO = "com/esotericsoftware/kryo/Kryo.class";

    /** A class of Kryo 5 that no earlier version has. */
    private static final String SINCE_5 = "com/esotericsoftware/kryo/util/Pool.class";

    private KryoVersion() {}

    static void check() {
        ClassLoader loader = KryoVersion.class.getClassLoader();
        String found = origin(loader, KRYO);
        if (!isPresent(loader) || !Objects.equals(found, origin(loader, SINCE_5))) {
            throw new IllegalStateException("KryoCodec needs Kryo 5 (5.6.2 is tested), but "
                    + (found == null ? "there is no Kryo" : "an earlier Kryo comes first, from " + found)
                    + ". Put com.esotericsoftware:kryo:5.6.2 before all others; beside Spark or Flink, which bring Kryo 4,"
                    + " relocate com.esotericsoftware in your own jar with the Maven Shade plugin");
        }
    }

    private static boolean isPresent(ClassLoader loader) {
        try {
            Class.forName(SINCE_5.substring(0, SINCE_5.lastIndexOf('.')).replace('/', '.'), false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The jar or directory of a class, null if it cannot be told. */
    private static @Nullable String origin(ClassLoader loader, String name) {
        URL url = loader.getResource(name);
        return url == null ? null : url.toString().replace(name, "");
    }
}
