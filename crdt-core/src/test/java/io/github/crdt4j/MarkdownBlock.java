package io.github.crdt4j;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown text.
 *
 * @param language what follows the opening fence
 * @param line the line of the opening fence, from 1
 * @param text what is between the fences
 */
record MarkdownBlock(String language, int line, String text) {

    private static final String FENCE = "```";

    static List<MarkdownBlock> in(String markdown) {
        var blocks = new ArrayList<MarkdownBlock>();
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int start = i++;
                while (!lines.get(i).equals(FENCE)) {
                    i++;
                }
                String text = String.join("\n", lines.subList(start + 1, i)) + "\n";
                blocks.add(new MarkdownBlock(lines.get(start).substring(FENCE.length()), start + 1, text));
            }
        }
        return blocks;
    }
}
