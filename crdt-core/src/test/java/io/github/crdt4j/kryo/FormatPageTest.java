package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that describes the format says what the code does. */
class FormatPageTest {

    private static final Path PAGE = Path.of("../docs/format.md");

    private final KryoCodec codec = Samples.builder().build();

    /** The bytes of a block; what follows two spaces is a comment. */
    private static byte[] block(String name) throws IOException {
        var block =
                Pattern.compile("```hex " + name + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertTrue(block.find(), name);
        return HexFormat.of()
                .parseHex(block.group(1)
                        .lines()
                        .map(line -> line.replaceFirst("  .*", "").replace(" ", ""))
                        .collect(Collectors.joining()));
    }

    @Test
    void theCartOfThePageIsTheStateItTellsOf() throws IOException {
        ORMap<String, PNCounter> empty = ORMap.empty(PNCounter.empty());
        var milk = empty.update(Samples.A, "milk", amount -> amount.increment(Samples.A, 2));
        var cart = milk.update(Samples.B, "eggs", amount -> amount.increment(Samples.B, 6))
                .remove("milk");
        assertArrayEquals(block("cart"), codec.encode(cart));
        assertEquals(cart, codec.decode(block("cart"), empty));
        assertEquals(
                2 + 1,
                milk.update(Samples.A, "milk", a -> a.increment(Samples.A))
                        .get("milk")
                        .value());
    }

    @Test
    void theMessageOfThePageIsTheOneItTellsOf() throws IOException {
        var message = Samples.messages().get("SyncMessage-delta");
        assertArrayEquals(block("delta"), codec.encodeMessage(message));
        assertEquals(message, codec.decodeMessage(block("delta"), ORSet.empty()));
    }

    @Test
    void theUsersOfThePageAreTheSetItTellsOf() throws IOException {
        ORSet<String> users = ORSet.empty();
        for (int i = 0; i < 10; i++) {
            users = users.add(Samples.A, "user-" + i);
        }
        users = users.remove("user-3").merge(ORSet.<String>empty().add(Samples.B, "user-1"));
        assertEquals(HexFormat.of().formatHex(block("users")), HexFormat.of().formatHex(codec.encode(users)));
        assertEquals(users, codec.decode(block("users"), ORSet.empty()));
    }

    @Test
    void everyTagIsOnThePage() throws IOException, IllegalAccessException {
        String page = Files.readString(PAGE);
        var tags = Arrays.stream(Tags.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .filter(field -> !field.getName().contains("$")) // tools that measure coverage add fields
                .toList();
        assertTrue(tags.size() > 20, tags.size() + " tags");
        for (var tag : tags) {
            String hex = "`%02X`".formatted(tag.getInt(null));
            assertTrue(page.contains(hex), tag.getName() + " " + hex);
        }
    }
}
