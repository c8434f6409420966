package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.reflect.ClassPath;
import com.google.errorprone.annotations.CheckReturnValue;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every public type has what CONTRIBUTING asks of a new one. */
class CatalogueTest {

    private static final String ROOT = "io.github.crdt4j";
    private static final String SPECIFICATIONS = ROOT + ".specification";

    /** The public types a state of which a program can hold. */
    private static List<Class<?>> types() throws IOException {
        return ClassPath.from(CatalogueTest.class.getClassLoader()).getTopLevelClassesRecursive(ROOT).stream()
                .filter(info -> Project.publicPackages().contains(info.getPackageName()))
                .<Class<?>>map(ClassPath.ClassInfo::load)
                .filter(CatalogueTest::isOfTheLibrary)
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getClasses())))
                .filter(type -> Crdt.class.isAssignableFrom(type) || isOperationBased(type))
                .filter(type -> Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    private static boolean isOperationBased(Class<?> type) {
        return OpCrdt.class.isAssignableFrom(type);
    }

    /** Not of its tests, which share its packages. */
    private static boolean isOfTheLibrary(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .equals(Crdt.class.getProtectionDomain().getCodeSource());
    }

    @TestFactory
    Stream<DynamicTest> everyTypeIsComplete() throws IOException {
        return types().stream()
                .map(type -> dynamicTest(type.getSimpleName(), () -> {
                    var missing = new ArrayList<String>();
                    String name = type.getSimpleName();
                    require(
                            missing,
                            hasLaws(type),
                            "its laws and specification: a class " + SPECIFICATIONS + "." + name
                                    + "LawsTest that implements CrdtProperties or OpProperties, whose subject begins as a "
                                    + name);
                    require(
                            missing,
                            hasCodec(type),
                            "its codec: what KryoCodec, or OpCodec, encodes of the empty " + name
                                    + " must decode to an equal one");
                    require(
                            missing,
                            hasGoldenFile(name),
                            "its golden file: crdt-core/src/test/resources/golden/" + name + "-empty.bin or the like");
                    require(
                            missing,
                            isInReadme(name),
                            "its row in the table of types of README.md: | `" + name + "` | ...");
                    require(missing, isInFormat(name), "its place in docs/format.md");
                    require(
                            missing,
                            showsItsValue(type),
                            "its plain view and its text, which begins with the value: " + name
                                    + " must override plain() and toString()");
                    assertEquals(List.of(), missing, () -> "missing of " + name);
                }));
    }

    @Test
    void theTypesAreFound() throws IOException {
        List<String> names = types().stream().map(Class::getSimpleName).toList();
        assertTrue(
                names.containsAll(List.of("GCounter", "ORMap", "Removable", "VectorClock", "OpORMap")),
                names::toString);
    }

    @Test
    void everyPackageIsDocumented() {
        var missing = new ArrayList<String>();
        Path sources = Project.root().resolve("crdt-core/src/main/java");
        Project.files("crdt-core/src/main/java").stream()
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .filter(room -> !room.equals(sources))
                .distinct()
                .filter(room -> !Project.files(Project.root().relativize(room).toString())
                        .contains(room.resolve("package-info.java")))
                .forEach(room -> missing.add(room.toString()));
        assertEquals(List.of(), missing);
    }

    @Test
    void everyPublicPackageWarnsOfDroppedResults() throws ClassNotFoundException {
        for (String room : Project.publicPackages()) {
            assertTrue(Class.forName(room + ".package-info").isAnnotationPresent(CheckReturnValue.class), room);
        }
    }

    private static void require(List<String> missing, boolean holds, String what) {
        if (!holds) {
            missing.add(what);
        }
    }

    /** A map has laws of its own for each type of values. */
    private static boolean hasLaws(Class<?> type) throws IOException, ReflectiveOperationException {
        Pattern tests = Pattern.compile(type.getSimpleName() + "(Of\\w+)?LawsTest");
        for (ClassPath.ClassInfo info :
                ClassPath.from(CatalogueTest.class.getClassLoader()).getTopLevelClasses(SPECIFICATIONS)) {
            if (tests.matcher(info.getSimpleName()).matches() && specifies(info.load(), type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean specifies(Class<?> test, Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object laws = constructor.newInstance();
        return laws instanceof CrdtProperties<?, ?> byState
                        && type.isInstance(byState.subject().bottom())
                || laws instanceof OpProperties<?, ?, ?> byOperation
                        && type.isInstance(byOperation.subject().initial());
    }

    private static boolean hasCodec(Class<?> type) throws ReflectiveOperationException {
        Optional<Object> empty = empty(type);
        return empty.isPresent()
                && (isOperationBased(type) ? isSnapshotted(empty.get()) : survives((Crdt<?>) empty.get()));
    }

    @SuppressWarnings("unchecked") // a state is of its own class
    private static <S extends OpCrdt<S, O>, O extends Operation> boolean isSnapshotted(Object initial) {
        OpCodec<S, O> codec = OpCodec.of(KryoCodec.create(), (S) initial);
        OpSnapshot<S, O> snapshot = OpSnapshot.initial((S) initial);
        return codec.decodeSnapshot(codec.encode(snapshot)).equals(snapshot);
    }

    @SuppressWarnings("unchecked") // a state is of its own class
    private static <S extends Crdt<S>> boolean survives(Crdt<?> empty) {
        KryoCodec codec = KryoCodec.create();
        return codec.decode(codec.encode(empty), (S) empty).equals(empty);
    }

    /** The empty state, of a type with a parameter that of counters. */
    private static Optional<Object> empty(Class<?> type) throws ReflectiveOperationException {
        for (Object[] given :
                List.of(new Object[0], new Object[] {GCounter.empty()}, new Object[] {OpGCounter.empty()})) {
            for (Method method : type.getMethods()) {
                if (Modifier.isStatic(method.getModifiers())
                        && List.of("empty", "of").contains(method.getName())
                        && method.getParameterCount() == given.length
                        && (given.length == 0 || method.getParameterTypes()[0].isInstance(given[0]))) {
                    return Optional.of(method.invoke(null, given));
                }
            }
        }
        return Optional.empty();
    }

    /** A clock is its value: its text does without a name. */
    private static boolean showsItsValue(Class<?> type) throws ReflectiveOperationException {
        if (type.getMethod("plain").getDeclaringClass() != type
                || type.getMethod("toString").getDeclaringClass() != type) {
            return false;
        }
        PlainView empty = (PlainView) empty(type).orElseThrow();
        PlainViewTest.isOfTheJdk(empty.plain());
        return empty.toString().startsWith(type.getSimpleName() + " ")
                || empty.toString().equals("{}");
    }

    private static boolean hasGoldenFile(String name) {
        return Project.files("crdt-core/src/test/resources/golden").stream()
                .map(file -> file.getFileName().toString())
                .anyMatch(file -> file.startsWith(name + "-") && file.endsWith(".bin"));
    }

    private static boolean isInReadme(String name) {
        return Project.read("README.md").lines().anyMatch(line -> line.startsWith("| `" + name + "`"));
    }

    private static boolean isInFormat(String name) {
        return Project.read("docs/format.md").contains(name);
    }
}
