package io.github.crdt4j.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.crdt4j.Replica;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.store.FileStore;
import io.github.crdt4j.store.ReplicaStore;
import io.github.crdt4j.sync.Gossip;
import io.github.crdt4j.sync.GossipStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One process of the service: a replica of the cart, its files, and a server for people and for the other processes. */
final class CartNode implements AutoCloseable {

    private static final ORMap<String, PNCounter> EMPTY = ORMap.empty(PNCounter.empty());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ReplicaStore<ORMap<String, PNCounter>> store;
    private final Replica<ORMap<String, PNCounter>> cart;
    private final Gossip<ORMap<String, PNCounter>, URI> gossip;
    private final HttpTransport transport;
    private final URI address;

    /**
     * Starts a process of the service.
     *
     * @param name the name of the replica, of its own at each process
     * @param port where it listens on this machine, 0 for any
     * @param directory its files
     * @param interval the pause between two rounds
     */
    CartNode(String name, int port, Path directory, Duration interval) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        address = URI.create("http://localhost:" + server.getAddress().getPort());
        KryoCodec codec = KryoCodec.create();
        store = FileStore.open(directory, name, EMPTY, codec.forStates(EMPTY));
        cart = Replica.of(store.restored().id(), store.restored().state());
        transport = new HttpTransport(address);
        gossip = Gossip.<ORMap<String, PNCounter>, URI>builder(cart, EMPTY, codec.forSync(EMPTY), transport, timer)
                .interval(interval)
                .store(store)
                .build();
        transport.answersGoTo(gossip);
        server.createContext("/gossip", transport::handle);
        server.createContext("/cart", this::cart);
        server.createContext("/network", this::network);
        server.createContext("/", exchange -> answer(exchange, 200, "text/html; charset=utf-8", Page.HTML));
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return address;
    }

    void members(Collection<URI> addresses) {
        gossip.members(addresses);
    }

    ORMap<String, PNCounter> state() {
        return cart.state();
    }

    GossipStats stats() {
        return gossip.stats();
    }

    /** How it went on at its start, and why. */
    String beginning() {
        return store.restored().reason();
    }

    /** {@code GET /cart} shows it; {@code POST /cart?item=milk&by=2} changes it, by a negative number too, and by 0 removes the item. */
    private void cart(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            Map<String, String> query = query(exchange);
            String item = query.getOrDefault("item", "");
            long by;
            try {
                by = Long.parseLong(query.getOrDefault("by", "1"));
            } catch (NumberFormatException e) {
                answer(exchange, 400, "text/plain; charset=utf-8", "by is a number, not " + query.get("by"));
                return;
            }
            if (item.isBlank() || item.length() > 100) {
                answer(exchange, 400, "text/plain; charset=utf-8", "item has 1 to 100 characters");
                return;
            }
            var changed = cart.update((self, items) -> by == 0
                    ? items.remove(item)
                    : items.update(
                            self, item, count -> by > 0 ? count.increment(self, by) : count.decrement(self, -by)));
            try {
                gossip.awaitSaved(changed).toCompletableFuture().get(5, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                answer(exchange, 503, "text/plain; charset=utf-8", "not saved: " + e);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        answer(exchange, 200, "application/json", json());
    }

    /** {@code POST /network?up=false} cuts this process off, {@code up=true} heals that. */
    private void network(HttpExchange exchange) throws IOException {
        transport.cut("false".equals(query(exchange).get("up")));
        gossip.changed();
        answer(exchange, 200, "application/json", json());
    }

    private String json() {
        Map<String, Long> items = new TreeMap<>();
        cart.state().entries().forEach((item, count) -> items.put(item, count.value()));
        return "{\"name\":" + quoted(cart.id().name()) + ",\"up\":" + !transport.isCut() + ",\"items\":{"
                + items.entrySet().stream()
                        .map(item -> quoted(item.getKey()) + ":" + item.getValue())
                        .collect(Collectors.joining(","))
                + "},\"peers\":{"
                + gossip.stats().peers().stream()
                        .map(peer -> quoted(peer.address()) + ":" + peer.isInStep())
                        .collect(Collectors.joining(","))
                + "}}";
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(unit -> unit < ' ' || unit == '"' || unit == '\\' || unit > '~'
                        ? "\\u%04x".formatted(unit)
                        : String.valueOf((char) unit))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*"); // the page shows all processes
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        gossip.close();
        timer.shutdownNow();
        threads.shutdownNow();
        store.close();
    }
}
