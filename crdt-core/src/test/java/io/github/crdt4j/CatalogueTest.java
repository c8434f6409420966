package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.reflect.ClassPath;
import com.google.errorprone.annotations.CheckReturnValue;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.kryo.TypeTable;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.ViewOf;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.specification.OpSubjects;
import io.github.crdt4j.specification.Subjects;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every public type has what CONTRIBUTING asks of a new one. */
class CatalogueTest {

    private static final String ROOT = "io.github.crdt4j";
    private static final String WRITE_GOLDEN =
            "mvn test -pl crdt-core -Dtest=GoldenFilesTest -Dcrdt4j.golden.write=true writes it";
    private static final Set<String> GOLDEN_FILES = Project.files("crdt-core/src/test/resources/golden").stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toUnmodifiableSet());

    /** What the documentation of a class says, in this order. */
    private static final Pattern IN_ORDER = Pattern.compile(
            "<pre>.*Choose.*<table>.*<b>Anomalies\\.</b>.*<b>(Lattice|State and effect)\\.</b>.*<b>Cost.*<b>Source\\.</b>",
            Pattern.DOTALL);

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
                    if (isOperationBased(type)) {
                        askOperationBased(missing, type);
                    } else {
                        askStateBased(missing, type);
                    }
                    require(
                            missing,
                            hasCodec(type),
                            "its codec: what KryoCodec, or OpCodec, encodes of the empty " + name
                                    + " must decode to an equal one");
                    require(
                            missing,
                            isInReadme(name),
                            "its row, or of a sibling its cell, in the table of types of README.md: | `" + name
                                    + "` |");
                    require(missing, Project.read("CHANGELOG.md").contains(name), "its line in CHANGELOG.md");
                    require(
                            missing,
                            MutationRooms.mutates(type),
                            "its mutation tests: an execution of PIT in crdt-core/pom.xml whose classes it is among");
                    require(
                            missing,
                            showsItsValue(type),
                            "its plain view and its text, which begins with the value: " + name
                                    + " must override plain() and toString()");
                    require(
                            missing,
                            IN_ORDER.matcher(documentation(type)).find(),
                            "its class documentation in the order of CONTRIBUTING.md: " + IN_ORDER);
                    assertEquals(List.of(), missing, () -> "missing of " + name);
                }));
    }

    private static void askStateBased(List<String> missing, Class<?> type) {
        String name = type.getSimpleName();
        Optional<Catalogue.Row<?, ?>> known =
                Catalogue.all().stream().filter(row -> row.type() == type).findFirst();
        require(missing, known.isPresent(), "its specification: a row in " + Catalogue.class.getName());
        known.ifPresent(row -> {
            require(missing, isSpecified(row.subject()), "what it means: expected() in its row of Catalogue");
            require(
                    missing,
                    row.subject().promises().equals(EnumSet.allOf(Subject.Promise.class)),
                    "what every type promises: promises() in its row of Catalogue");
            require(missing, !row.sample().equals(row.subject().bottom()), "a sample that is not empty");
            require(missing, laws().anyMatch(row.name()::equals), "its laws: Subjects.all() has not " + name);
            require(
                    missing,
                    !Causal.class.isAssignableFrom(type) || laws().anyMatch(("ORMap of " + name)::equals),
                    "its laws inside a map: Subjects.all() has no map of " + name);
        });
        Optional<TypeTable.Row> row =
                TypeTable.ROWS.stream().filter(one -> one.type() == type).findFirst();
        require(missing, row.isPresent(), "its bytes: a row in io.github.crdt4j.kryo.Types");
        row.ifPresent(bytes -> {
            Pattern line =
                    Pattern.compile("(?m)^\\| `%02X`.* \\| %d \\| %s \\|".formatted(bytes.tag(), bytes.id(), name));
            require(
                    missing,
                    line.matcher(Project.read("docs/format.md")).find(),
                    "its row in the table of states of docs/format.md: " + line);
        });
        for (String file : List.of(name + "-sample", "Kryo-" + name)) {
            require(missing, GOLDEN_FILES.contains(file + ".bin"), "its golden file " + file + ".bin: " + WRITE_GOLDEN);
        }
    }

    private static void askOperationBased(List<String> missing, Class<?> type) {
        String name = type.getSimpleName();
        Optional<TypeTable.Sibling> row = TypeTable.ROWS.stream()
                .flatMap(one -> one.sibling().stream())
                .filter(sibling -> sibling.type() == type)
                .findFirst();
        require(missing, row.isPresent(), "its bytes: it is the sibling of no row in io.github.crdt4j.kryo.Types");
        row.ifPresent(bytes -> require(
                missing,
                Pattern.compile("(?m)^\\| `%02X`.* \\| %s \\|".formatted(bytes.tag(), name))
                        .matcher(Project.read("docs/format.md"))
                        .find(),
                "its row in the table of operations of docs/format.md"));
        require(
                missing,
                OpSubjects.all()
                        .anyMatch(
                                subject -> type.isInstance(subject.getPayload().initial())),
                "its laws: no subject in OpSubjects.all() begins as a " + name);
        require(missing, GOLDEN_FILES.contains(name + "-empty.bin"), "its golden files: " + WRITE_GOLDEN);
    }

    private static String documentation(Class<?> type) {
        String source = Project.read("crdt-core/src/main/java/" + type.getName().replace('.', '/') + ".java");
        return source.substring(source.indexOf("\n/**\n"), source.indexOf("\npublic final class"));
    }

    private static Stream<String> laws() {
        return Subjects.all().map(Named::getName);
    }

    private static <S extends Crdt<S>, O> boolean isSpecified(Subject<S, O> subject) {
        return subject.expected(ViewOf.events(List.of(), event -> 0)) != Subject.UNSPECIFIED;
    }

    /** Whatever is registered with a Kryo has bytes that stay, plain values too. */
    @TestFactory
    Stream<DynamicTest> everyIdHasAGoldenFile() {
        return TypeTable.ROWS.stream()
                .map(row -> dynamicTest(
                        row.type().getSimpleName(),
                        () -> assertTrue(
                                GOLDEN_FILES.contains("Kryo-" + row.type().getSimpleName() + ".bin"), WRITE_GOLDEN)));
    }

    @Test
    void idsAndFirstBytesAreUnique() {
        List<Integer> ids = TypeTable.ROWS.stream().map(TypeTable.Row::id).toList();
        assertEquals(IntStream.range(0, ids.size()).boxed().toList(), ids, "a new type has the next id");
        List<Integer> tags = TypeTable.ROWS.stream()
                .flatMap(row -> Stream.concat(Stream.of(row.tag()), row.sibling().map(TypeTable.Sibling::tag).stream()))
                .toList();
        assertEquals(tags.size(), Set.copyOf(tags).size(), tags::toString);
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
        for (Object[] given : List.of(
                new Object[0], new Object[] {GCounter.empty()}, new Object[] {OpGCounter.empty()}, new Object[] {
                    LWWElementSet.Bias.ADD
                })) {
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

    private static boolean isInReadme(String name) {
        return Pattern.compile("(?m)^\\|.*`" + name + "` ")
                .matcher(Project.read("README.md"))
                .find();
    }
}
