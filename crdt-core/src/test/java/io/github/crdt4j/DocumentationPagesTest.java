package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The Java on the pages of {@code docs} compiles, runs and shows what its comments promise. */
class DocumentationPagesTest {

    /** What a block takes for granted, by what it contains; of most blocks nothing. */
    private static final Map<String, String> GIVEN =
            Map.of("messages.forEach(network", """
                    interface Disk { void save(ORSet<String> state); }
                    interface Network { void send(SyncMessage<ORSet<String>> message); }
                    KryoCodec codec = KryoCodec.create();
                    var replica = Replica.of(ReplicaId.of("berlin"), ORSet.<String>empty());
                    var sync = new AntiEntropy<>(
                            replica, ORSet.<String>empty(), codec.forSync(ORSet.<String>empty()));
                    Disk store = state -> {};
                    Network network = message -> {};
                    """, "FileStore.open(directory", """
                    KryoCodec codec = KryoCodec.create();
                    var directory = java.nio.file.Files.createTempDirectory("store");
                    """);

    /** Of this page each block goes on with what the blocks before it have made. */
    private static final String ONE_STORY = "docs/life-of-a-merge.md";

    private static final List<String> PAGES = List.of("docs/identity.md", ONE_STORY);

    private static List<Example> examples(String page) {
        List<MarkdownBlock> blocks = MarkdownBlock.in(Project.read(page)).stream()
                .filter(block -> block.language().equals("java"))
                .toList();
        List<Example> examples = new ArrayList<>();
        var before = new StringBuilder();
        for (MarkdownBlock block : blocks) {
            String given = page.equals(ONE_STORY) ? before.toString() : given(block.text());
            examples.add(new Example(page + " line " + block.line(), given, block.text()));
            block.text()
                    .lines()
                    .filter(line -> !line.contains("println"))
                    .forEach(line -> before.append(line).append('\n'));
        }
        return examples;
    }

    private static String given(String text) {
        return GIVEN.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    @TestFactory
    Stream<DynamicTest> everyBlockRunsAndShowsWhatItPromises() {
        return PAGES.stream()
                .flatMap(page -> examples(page).stream())
                .map(example -> dynamicTest(example.name(), () -> {
                    var unused = example.run();
                }));
    }

    @Test
    void eachPageHasCode() {
        PAGES.forEach(page -> assertTrue(examples(page).size() > 2, page));
    }
}
