package io.github.crdt4j.examples.service;

import com.sun.net.httpserver.HttpExchange;
import io.github.crdt4j.sync.Gossip;
import io.github.crdt4j.sync.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gossip over HTTP: a POST takes one message and returns the answers, each after its length in four bytes. Copy it; TLS and
 * authentication are a matter of what stands in front of the server, and of the client.
 */
final class HttpTransport implements Transport<URI> {

    private static final String SENDER = "Crdt-Sender";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST = 64 << 20;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI self;
    private volatile @Nullable Gossip<?, URI> gossip;
    private volatile boolean isCut;

    HttpTransport(URI self) {
        this.self = self;
    }

    /** Says whom the answers are for; called before anything is sent. */
    void answersGoTo(Gossip<?, URI> runner) {
        gossip = runner;
    }

    private Gossip<?, URI> runner() {
        return Objects.requireNonNull(gossip, "answersGoTo was not called");
    }

    /** Drops everything, as a network that is down does. */
    void cut(boolean isDown) {
        isCut = isDown;
    }

    boolean isCut() {
        return isCut;
    }

    @Override
    public boolean send(URI to, byte[] message) {
        if (isCut) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(to.resolve("/gossip"))
                .header(SENDER, self.toString())
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        var unused = client.sendAsync(request, BodyHandlers.ofByteArray()).thenAccept(response -> {
            ByteBuffer answers = ByteBuffer.wrap(response.statusCode() == 200 ? response.body() : new byte[0]);
            while (answers.remaining() > Integer.BYTES && !isCut) {
                byte[] answer = new byte[Math.min(Math.max(0, answers.getInt()), answers.remaining())];
                answers.get(answer);
                runner().received(to, answer);
            }
        });
        return true;
    }

    /** Handles a POST. */
    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] message = exchange.getRequestBody().readNBytes(LARGEST);
            String sender = exchange.getRequestHeaders().getFirst(SENDER);
            if (isCut || sender == null) {
                exchange.sendResponseHeaders(isCut ? 503 : 400, -1);
                return;
            }
            List<byte[]> answers = runner().answer(URI.create(sender), message)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(200, 0);
            for (byte[] answer : answers) {
                exchange.getResponseBody()
                        .write(ByteBuffer.allocate(Integer.BYTES)
                                .putInt(answer.length)
                                .array());
                exchange.getResponseBody().write(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e); // the sender sends anew
        }
    }
}
