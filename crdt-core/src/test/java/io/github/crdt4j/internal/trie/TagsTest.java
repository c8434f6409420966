package io.github.crdt4j.internal.trie;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows of bytes behave as lists of bytes do, whatever words follow them. */
class TagsTest {

    private static final long SEEDS = 2_000;
    private static final int MOST = 64;

    /** Small and large ones, for bytes are not to be taken for negative. */
    private static List<Integer> ascending(SplittableRandom random, int size) {
        List<Integer> tags = new ArrayList<>();
        int kinds = 1 + random.nextInt(256);
        for (int i = 0; i < size; i++) {
            tags.add(255 - random.nextInt(kinds));
        }
        Collections.sort(tags);
        return tags;
    }

    private static long[] words(List<Integer> tags, int others) {
        long[] words = new long[Tags.words(tags.size()) + others];
        for (int i = 0; i < tags.size(); i++) {
            words[i / 8] |= (long) tags.get(i) << 8 * (i % 8);
        }
        for (int i = 0; i < others; i++) {
            words[Tags.words(tags.size()) + i] = -1L - i;
        }
        return words;
    }

    @Test
    void areReadFoundAndRanked() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            List<Integer> tags = ascending(random, random.nextInt(MOST));
            long[] words = words(tags, 3);
            for (int i = 0; i < tags.size(); i++) {
                assertEquals(tags.get(i), Tags.at(words, i));
                long found = Tags.matches(words[i / 8], tags.get(i));
                assertTrue((found >>> Tags.shift(i) + 7 & 1) == 1, "a tag that is not found");
            }
            int tag = random.nextInt(256);
            long atMost = tags.stream().filter(other -> other <= tag).count();
            assertEquals(atMost, Tags.rank(words, tags.size(), tag), () -> tag + " in " + tags);
        }
    }

    @Test
    void theFirstMatchIsNeverWrong() {
        for (long seed = 0; seed < SEEDS; seed++) {
            long word = new SplittableRandom(seed).nextLong() & 0x8101028001030182L;
            for (int tag = 0; tag < 256; tag++) {
                long found = Tags.matches(word, tag);
                int first = -1;
                for (int i = 7; i >= 0; i--) {
                    first = (word >>> 8 * i & 0xff) == tag ? i : first;
                }
                assertEquals(first, found == 0 ? -1 : Long.numberOfTrailingZeros(found) / 8);
            }
        }
    }

    @Test
    void growAndShrinkByAByteAtAnyPlace() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            List<Integer> tags = ascending(random, random.nextInt(MOST));
            int others = random.nextInt(5);
            int at = random.nextInt(tags.size() + 1);
            List<Integer> more = new ArrayList<>(tags);
            more.add(at, 200);
            int rowWords = Tags.words(tags.size());
            int nextWords = Tags.words(more.size());

            long[] grown = Tags.resized(words(tags, others), rowWords, nextWords, others);
            Tags.insert(grown, nextWords, at, 200);
            assertArrayEquals(words(more, others), grown);

            long[] shrunk = Tags.resized(grown, nextWords, rowWords, others);
            Tags.delete(shrunk, rowWords, at, nextWords > rowWords ? grown[rowWords] : 0);
            assertArrayEquals(words(tags, others), shrunk);
        }
    }

    @Test
    void whatFollowsIsCutOffAtTheEnd() {
        long[] words = words(List.of(1, 2, 3), 4);
        assertArrayEquals(new long[] {words[0], -1, -2}, Tags.resized(words, 1, 1, 2));
        assertArrayEquals(new long[] {words[0], 0, -1, -2, -3}, Tags.resized(words, 1, 2, 3));
    }
}
