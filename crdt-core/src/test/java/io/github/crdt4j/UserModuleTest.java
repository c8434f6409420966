package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.minlog.Log;
import com.esotericsoftware.reflectasm.FieldAccess;
import com.google.common.collect.ImmutableSet;
import com.google.common.reflect.ClassPath;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import com.google.errorprone.annotations.CheckReturnValue;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.specification.Catalogue.CausalRow;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objenesis.Objenesis;

/** A user's module, compiled and run on the module path: what all types share is reached there as if each declared it. */
class UserModuleTest {

    /** An empty state, and one with an update, of the types whose parameters are types of this library. */
    private static final Map<String, String> NESTED = Map.of(
            "ORMap", "map, map.update(me, \"k\", count -> count.increment(me))",
            "Removable", "own, own.update(me, clock -> clock.merge(one))");

    /** The same of every type; of those without parameters, or with any, from bytes. */
    private static final Map<String, String> STATES = Catalogue.CAUSAL.stream()
            .collect(Collectors.toMap(
                    CausalRow::name,
                    row -> NESTED.containsKey(row.name())
                            ? NESTED.get(row.name())
                            : decoded(row, row.subject().bottom()) + ", " + decoded(row, row.sample()),
                    (one, other) -> one,
                    TreeMap::new));

    private static String decoded(CausalRow<?, ?> row, Crdt<?> state) {
        String parameters =
                Stream.of(row.type().getTypeParameters()).map(any -> "String").collect(Collectors.joining(", "));
        return "Main.<%1$s%2$s>decoded(\"%3$s\", %1$s.class)"
                .formatted(
                        row.name(),
                        parameters.isEmpty() ? "" : "<" + parameters + ">",
                        HexFormat.of().formatHex(KryoCodec.create().encode(state)));
    }

    private static final String SHARED = """
            package user;

            import io.github.crdt4j.*;
            import io.github.crdt4j.causal.*;
            import io.github.crdt4j.kryo.*;
            import io.github.crdt4j.time.*;
            ROOMS
            import java.lang.reflect.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public class Main {
                static <S extends Causal<S>> void check(
                        S empty, S full, BinaryOperator<S> merge, BiPredicate<S, S> leq, BinaryOperator<S> delta,
                        Predicate<S> isEmpty, Function<S, CausalContext> context, UnaryOperator<S> forget)
                        throws Exception {
                    require(Stream.of(empty, full, empty).reduce(merge).orElseThrow().equals(full));
                    require(leq.test(empty, full) && !leq.test(full, empty));
                    require(merge.apply(empty, delta.apply(full, empty)).equals(full));
                    require(isEmpty.test(empty) && !isEmpty.test(full) && isEmpty.test(forget.apply(full)));
                    require(context.apply(empty).isEmpty() && !context.apply(full).isEmpty());
                    Class<?> type = full.getClass();
                    require(type.getMethod("merge", Crdt.class).invoke(empty, full).equals(full));
                    require(type.getMethod("leq", Crdt.class).invoke(empty, full).equals(true));
                    for (Method method : type.getMethods()) {
                        if (method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
                            method.invoke(Modifier.isStatic(method.getModifiers()) ? null : full);
                        }
                    }
                    System.out.println(type.getSimpleName());
                }

                static void require(boolean holds) {
                    if (!holds) {
                        throw new AssertionError();
                    }
                }

                @SuppressWarnings({"unchecked", "rawtypes"})
                static <T> T decoded(String hex, Class<?> type) {
                    return (T) KryoCodec.create().decode(HexFormat.of().parseHex(hex), (Class) type);
                }

                public static void main(String[] arguments) throws Exception {
                    ReplicaId me = ReplicaId.of("me");
                    VectorClock one = VectorClock.empty().tick(me);
                    ORMap<String, PNCounter> map = ORMap.empty(PNCounter.empty());
                    Removable<VectorClock> own = Removable.of(VectorClock.empty());
            """;

    @TempDir
    Path directory;

    @Test
    void methodReferencesAndReflectionReachWhatAllTypesShare() throws Exception {
        assertEquals(types(), STATES.keySet());
        String rooms = Catalogue.rooms().stream().map("import %s.*;"::formatted).collect(Collectors.joining("\n"));
        var main = new StringBuilder(SHARED.replace("ROOMS", rooms));
        STATES.forEach((type, states) -> main.append(
                "check(%2$s, %1$s::merge, %1$s::leq, %1$s::delta, %1$s::isEmpty, %1$s::context, state -> state.witness().forget(state));\n"
                        .formatted(type, states)));
        Path source = directory.resolve("user/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, main.append("}}").toString());
        Path module = directory.resolve("module-info.java");
        Files.writeString(module, "module user { requires io.github.crdt4j; }");
        String modules = modulePath();
        Path classes = directory.resolve("classes");
        var said = new StringWriter();
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--release",
                        "17",
                        "--module-path",
                        modules,
                        "-d",
                        classes.toString(),
                        module.toString(),
                        source.toString());
        assertEquals(0, compiled, said::toString);
        Path output = directory.resolve("output");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules + File.pathSeparator + classes,
                        "-m",
                        "user/user.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        run.waitFor(10, TimeUnit.MINUTES);
        String printed = Files.readString(output);
        assertEquals(String.join("\n", STATES.keySet()), printed.strip());
        assertEquals(0, run.exitValue(), printed);
    }

    private static Set<String> types() throws IOException {
        return ClassPath.from(UserModuleTest.class.getClassLoader())
                .getTopLevelClassesRecursive("io.github.crdt4j")
                .stream()
                .filter(type -> !type.getPackageName().contains(".internal"))
                .map(ClassPath.ClassInfo::load)
                .filter(type -> Stored.class.isAssignableFrom(type) && !Modifier.isInterface(type.getModifiers()))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The library and what its module asks for. */
    private static String modulePath() {
        return Stream.of(
                        Crdt.class,
                        Kryo.class,
                        Log.class,
                        FieldAccess.class,
                        Objenesis.class,
                        ImmutableSet.class,
                        InternalFutureFailureAccess.class,
                        CheckReturnValue.class)
                .map(UserModuleTest::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
