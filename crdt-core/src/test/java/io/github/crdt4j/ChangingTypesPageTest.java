package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The code of docs/changing-types.md runs and shows what it promises. */
class ChangingTypesPageTest {

    @TestFactory
    Stream<DynamicTest> everyJavaBlockRunsAndShowsWhatItPromises() {
        List<MarkdownBlock> blocks = MarkdownBlock.in(Project.read("docs/changing-types.md")).stream()
                .filter(block -> block.language().equals("java"))
                .toList();
        assertTrue(!blocks.isEmpty());
        return blocks.stream().map(block -> {
            String name = "changing-types.md line " + block.line();
            return dynamicTest(name, () -> new Example(name, "", block.text()).run());
        });
    }
}
