package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What the README says is so: its code runs and shows what it promises, its commands are those that are run. */
class ReadmeTest {

    private static final String GOES_ON = "// Goes on with the HighScore above.";
    private static final List<String> PAGES =
            List.of("README.md", "docs/a-service.md", "docs/by-operation.md", "docs/testing-your-type.md");
    private static final String TEST_COMMAND = "mvn -B -ntp verify";
    private static final String MAIN_JOB = "java -jar crdt-examples/target/crdt-examples.jar ads";
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)");
    private static final Pattern COORDINATE = Pattern.compile("<(groupId|artifactId|version)>([^<]+)</");

    private final String readme = Project.read("README.md");
    private final List<MarkdownBlock> blocks = MarkdownBlock.in(readme);

    /** A block of text right after one of Java is what the Java prints. */
    @TestFactory
    Stream<DynamicTest> everyJavaBlockRunsAndShowsWhatItPromises() {
        return PAGES.stream().flatMap(page -> javaBlocksOf(page, MarkdownBlock.in(Project.read(page))));
    }

    private static Stream<DynamicTest> javaBlocksOf(String page, List<MarkdownBlock> blocks) {
        return IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).language().equals("java"))
                .mapToObj(i -> dynamicTest(page + " line " + blocks.get(i).line(), () -> {
                    var example = new Example(
                            page + " line " + blocks.get(i).line(),
                            blocks.get(i).text().startsWith(GOES_ON) ? highScore(blocks) : "",
                            blocks.get(i).text());
                    String printed = example.run();
                    if (i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text")) {
                        assertEquals(blocks.get(i + 1).text(), printed.replace("\r\n", "\n"), example.name());
                    }
                }));
    }

    private static String highScore(List<MarkdownBlock> blocks) {
        return blocks.stream()
                .map(MarkdownBlock::text)
                .filter(text -> text.startsWith("record HighScore"))
                .findFirst()
                .orElseThrow();
    }

    /** The class is compiled with what it goes on with, and run by the engine whose properties it inherits. */
    @Test
    void thePropertiesOfTheTestClassAreRun() {
        List<MarkdownBlock> blocks = MarkdownBlock.in(Project.read("docs/testing-your-type.md"));
        String laws = blocks.stream()
                .map(MarkdownBlock::text)
                .filter(text -> text.contains("\nclass HighScoreLawsTest "))
                .findFirst()
                .orElseThrow();
        String members =
                highScore(blocks).replace("\nScript<", "\nstatic Script<").replaceAll("(?m)^Laws\\..*$", "");
        String source = "import io.github.crdt4j.*;\nimport io.github.crdt4j.laws.*;\npublic class Documented {\n"
                + members + laws.replace("\nclass ", "\npublic static class ") + "}";
        Class<?> test = InMemoryCompiler.compile("docs/testing-your-type.md", "Documented", source)
                .getClasses()[0];
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(test))
                                .filters(EngineFilter.includeEngines("jqwik"))
                                .build(),
                        listener);
        assertEquals(
                io.github.crdt4j.laws.Path.values().length,
                listener.getSummary().getTestsSucceededCount());
        assertEquals(0, listener.getSummary().getTotalFailureCount());
    }

    @Test
    void itIsShort() {
        long words = readme.strip().split("\\s+", -1).length;
        assertTrue(words <= 2_200, () -> "README.md has " + words + " words, and 2 200 are enough: move some to docs");
    }

    @Test
    void thereIsCodeToRun() {
        assertTrue(
                blocks.stream().filter(block -> block.language().equals("java")).count() >= 4);
    }

    @Test
    void theTestCommandIsTheOneThatIsRun() {
        assertTrue(commands().contains(TEST_COMMAND));
        assertTrue(Project.read(".ci/run").contains("\n" + TEST_COMMAND + " "));
    }

    @Test
    void theMainJobIsTheOneThatIsRun() {
        assertTrue(commands().contains(MAIN_JOB));
        assertTrue(Project.read(".ci/run").contains("$(" + MAIN_JOB + " "));
        assertTrue(Project.read("crdt-examples/pom.xml").contains("/crdt-examples.jar</outputFile>"));
    }

    @Test
    void theOneCommandBuildsWhatItRuns() {
        assertTrue(commands().stream()
                .anyMatch(command -> command.startsWith("mvn ")
                        && command.contains(" package ")
                        && command.endsWith(" && " + MAIN_JOB)));
    }

    @Test
    void theCoordinatesAreThoseOfThisVersion() {
        String dependency = blocks.stream()
                .filter(block -> block.language().equals("xml"))
                .map(MarkdownBlock::text)
                .findFirst()
                .orElseThrow();
        List<String> coordinates =
                COORDINATE.matcher(dependency).results().map(MatchResult::group).toList();
        String core = Project.read("crdt-core/pom.xml");
        coordinates.forEach(coordinate -> assertTrue(core.contains(coordinate), coordinate));
        assertEquals(3, coordinates.size());
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var broken = new ArrayList<String>();
        Stream<Path> texts = Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Project.root()::resolve),
                Project.files("docs").stream());
        texts.filter(text -> text.toString().endsWith(".md"))
                .forEach(text -> LINK.matcher(Project.read(text))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> Files.notExists(text.resolveSibling(link)))
                        .forEach(link -> broken.add(text.getFileName() + ": " + link)));
        assertEquals(List.of(), broken);
    }

    private List<String> commands() {
        return blocks.stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.text().lines())
                .toList();
    }
}
