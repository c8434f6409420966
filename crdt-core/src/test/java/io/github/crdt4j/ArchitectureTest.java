package io.github.crdt4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Sets;
import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.crdt4j.specification.Catalogue;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: which room may import which, and what nobody outside may see. */
class ArchitectureTest {

    private static final String ROOT = Crdt.class.getPackageName();
    private static final Path CLASSES = classes();
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(CLASSES);

    /** Who may import whom; "" is the root. */
    private static final ImmutableSetMultimap<String, String> ROOMS = rooms().putAll("", "internal.trie")
            .putAll("internal.text")
            .putAll("internal.roster", "", "internal.trie")
            .putAll("time", "", "internal.roster", "internal.trie")
            .putAll("causal", "", "time", "internal.causal")
            .putAll("internal.trie")
            .putAll("op", "", "time", "internal.op", "internal.trie")
            .putAll("internal.op", "", "time", "internal.causal", "internal.trie")
            .putAll("internal.causal", "", "time", "internal.trie", "internal.roster")
            .putAll("internal.value", "", "time", "causal", "internal.causal", "internal.trie")
            .putAll("internal.counter", "", "time", "internal.causal", "internal.trie", "internal.roster")
            .putAll("time", "internal.text")
            .putAll("op", "internal.text")
            .putAll("internal.op", "internal.text")
            .putAll("internal.causal", "internal.text")
            .putAll("internal.counter", "internal.text")
            .putAll("counter", "internal.counter")
            .putAll("map", "internal.value")
            .putAll("internal.value", "internal.text")
            .putAll("store", "")
            .putAll("sync", "", "time", "store")
            .putAll("kryo", "", "time", "causal", "internal.causal", "internal.counter", "internal.value")
            .putAll("kryo", "internal.trie", "store", "sync", "op", "internal.op")
            .putAll("laws", "", "time", "causal", "op", "sync")
            .build();

    private static final Set<String> WITHOUT_IMPORTS = Set.of("internal.trie", "internal.text");

    /** Those of the types, which are alike. */
    private static ImmutableSetMultimap.Builder<String, String> rooms() {
        ImmutableSetMultimap.Builder<String, String> rooms = ImmutableSetMultimap.builder();
        Catalogue.rooms().stream()
                .map(room -> room.substring(ROOT.length() + 1))
                .forEach(room -> rooms.putAll(room, "", "time", "op", "causal")
                        .putAll(room, "internal.causal", "internal.op", "internal.trie", "internal.text")
                        .put("kryo", room));
        return rooms;
    }

    private static Path classes() {
        try {
            return Path.of(Crdt.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOurs(JavaClass one) {
        return one.getPackageName().equals(ROOT) || one.getPackageName().startsWith(ROOT + ".");
    }

    private static String room(JavaClass one) {
        return one.getPackageName().equals(ROOT) ? "" : one.getPackageName().substring(ROOT.length() + 1);
    }

    private static boolean isInternal(JavaClass one) {
        return isOurs(one) && room(one).startsWith("internal");
    }

    /** Whether code outside can name the class. */
    private static boolean isExported(JavaClass one) {
        return !isInternal(one)
                && one.getModifiers().contains(JavaModifier.PUBLIC)
                && one.getEnclosingClass().map(ArchitectureTest::isExported).orElse(true);
    }

    private static Stream<JavaClass> exported() {
        return MAIN.stream().filter(ArchitectureTest::isExported);
    }

    @Test
    void roomsImportOnlyWhatTheirRowSays() {
        Set<String> refused = new TreeSet<>();
        for (JavaClass one : MAIN) {
            one.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(ArchitectureTest::isOurs)
                    .filter(target -> !room(target).equals(room(one)))
                    .filter(target -> !ROOMS.containsEntry(room(one), room(target)))
                    .forEach(target -> refused.add(one.getName() + " imports " + target.getName()));
        }
        assertEquals(Set.of(), refused);
    }

    @Test
    void everyRoomHasARow() {
        Set<String> rooms = MAIN.stream().map(ArchitectureTest::room).collect(Collectors.toSet());
        assertEquals(Set.of(), Sets.difference(rooms, Sets.union(ROOMS.keySet(), WITHOUT_IMPORTS)));
    }

    @Test
    void roomsFormNoCycle() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass one) {
                        return isOurs(one) ? SliceIdentifier.of("room", room(one)) : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "rooms";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void onlyKryoKnowsKryoAndOnlyLawsKnowTheTestEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kryo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.esotericsoftware..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".laws..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.jqwik..")
                .check(MAIN);
    }

    @Test
    void noExportedSignatureMentionsInternals() {
        Set<String> refused = new TreeSet<>();
        exported().forEach(one -> {
            Stream<JavaClass> header = Stream.concat(
                    Stream.concat(one.getRawInterfaces().stream(), one.getRawSuperclass().stream()),
                    one.getTypeParameters().stream().flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()));
            header.filter(ArchitectureTest::isInternal)
                    .forEach(type -> refused.add(one.getName() + ": " + type.getName()));
            one.getMembers().stream()
                    .filter(ArchitectureTest::isVisible)
                    .forEach(member -> member.getAllInvolvedRawTypes().stream()
                            .filter(ArchitectureTest::isInternal)
                            .forEach(type -> refused.add(member.getFullName() + ": " + type.getName())));
        });
        assertEquals(Set.of(), refused);
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        boolean synthetic = modifiers.contains(JavaModifier.SYNTHETIC);
        return !synthetic && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    @Test
    void publicNamesSayWhatAThingIs() {
        Set<String> refused = exported()
                .map(JavaClass::getSimpleName)
                .filter(name -> name.matches(".*(Util|Utils|Helper|Impl)|Abstract.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), refused);
    }

    @Test
    void whatIsOrderedPartiallyIsNotComparable() {
        Set<String> refused = MAIN.stream()
                .filter(one -> one.isAssignableTo(Crdt.class))
                .filter(one -> one.isAssignableTo(Comparable.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), refused);
        assertTrue(MAIN.get(VectorClock.class).isAssignableTo(Crdt.class));
        assertTrue(MAIN.get(CausalContext.class).isAssignableTo(Crdt.class));
    }

    @Test
    void exportedRoomsWarnOfDroppedResults() {
        Set<String> refused = exported()
                .map(JavaClass::getPackage)
                .filter(room -> !room.tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(CheckReturnValue.class))
                        .orElse(false))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), refused);
    }

    @Test
    void statesHaveNoPublicConstructorUnlessTheyAreRecords() {
        Set<String> refused = exported()
                .filter(one -> one.isAssignableTo(Crdt.class) && !one.isInterface() && !one.isRecord())
                .flatMap(one -> one.getConstructors().stream())
                .filter(ArchitectureTest::isVisible)
                .map(JavaCodeUnit::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), refused);
    }

    @Test
    void everyRoomButTheInternalOnesIsExported() throws IOException {
        try (InputStream compiled = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            Set<String> exports = ModuleDescriptor.read(compiled).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> rooms =
                    exported().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(rooms, exports);
        }
    }
}
