package io.github.crdt4j.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CartNodeTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<CartNode> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("berlin", "tokyo", "lima")) {
            nodes.add(node(name, 0));
        }
        introduce();
    }

    private CartNode node(String name, int port) throws IOException {
        return new CartNode(name, port, directory.resolve(name), Duration.ofMillis(20));
    }

    private void introduce() {
        List<URI> all = nodes.stream().map(CartNode::address).toList();
        nodes.forEach(node -> node.members(all));
    }

    @AfterEach
    void stop() throws IOException {
        for (CartNode node : nodes) {
            node.close();
        }
    }

    private String post(int node, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(nodes.get(node).address().resolve(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private String get(int node, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(nodes.get(node).address().resolve(path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), what);
    }

    private void awaitAgreement() throws InterruptedException {
        await("all agree", () -> nodes.stream().map(CartNode::state).distinct().count() == 1);
    }

    @Test
    void whatOneSavesAllShow() throws Exception {
        assertTrue(post(0, "/cart?item=milk&by=2").contains("\"items\":{\"milk\":2}"));
        assertTrue(post(1, "/cart?item=caf%C3%A9%22").contains("\"caf\\u00e9\\u0022\":1"));
        await("both are at lima", () -> nodes.get(2).state().size() == 2);
        awaitAgreement();
        assertTrue(get(2, "/cart").contains("\"milk\":2"));
        assertTrue(get(2, "/").contains("One cart, several processes"));
    }

    @Test
    void aProcessThatIsCutOffGoesOnAndCatchesUp() throws Exception {
        post(0, "/cart?item=milk&by=5");
        awaitAgreement();
        assertTrue(post(1, "/network?up=false").contains("\"up\":false"));
        post(1, "/cart?item=milk&by=0");
        post(0, "/cart?item=milk&by=1");
        await("lima has six", () -> nodes.get(2).state().get("milk").value() == 6);
        assertEquals(0, nodes.get(1).state().size());
        post(1, "/network?up=true");
        awaitAgreement();
        assertEquals(1, nodes.get(0).state().get("milk").value(), "of the milk, what the removal had not seen");
    }

    @Test
    void aProcessThatEndsGoesOnWhereItWas() throws Exception {
        post(0, "/cart?item=milk");
        awaitAgreement();
        CartNode ended = nodes.get(0);
        ended.close();
        post(1, "/cart?item=eggs");
        nodes.set(0, node("berlin", ended.address().getPort()));
        introduce();
        await("berlin has the eggs", () -> nodes.get(0).state().containsKey("eggs"));
        awaitAgreement();
        assertEquals(1, nodes.get(0).state().get("milk").value());
    }

    @Test
    void whatIsWrongIsRefusedInWords() throws Exception {
        assertEquals("item has 1 to 100 characters", post(0, "/cart"));
        assertEquals("by is a number, not two", post(0, "/cart?item=milk&by=two"));
        assertEquals("", post(0, "/gossip"));
    }

    @Test
    void theCommandRunsThreeOfThem() {
        var run = CommandLines.run(
                "service", "--port", "0", "--seconds", "1", "--directory", "" + directory.resolve("three"));
        assertEquals(0, run.status(), run::err);
        assertTrue(run.lastLine().startsWith("Open http://localhost:"), run::out);
    }
}
