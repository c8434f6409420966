package io.github.crdt4j.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random histories: messages lost, repeated, delayed without bound; replicas restarted either way. */
class AntiEntropyHistoryTest {

    private static final int HISTORIES = 400;
    private static final int STEPS = 150;

    private SplittableRandom random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<SyncMessage<ORSet<String>>> network = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    private Node any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void begin(long seed) {
        random = new SplittableRandom(seed);
        nodes.clear();
        network.clear();
        steps.clear();
        steps.add("seed " + seed);
        for (String name : List.of("a", "b", "c")) {
            nodes.add(Node.of(name));
        }
        nodes.forEach(this::connect);
    }

    private void connect(Node node) {
        for (Node peer : nodes) {
            if (!peer.id.name().equals(node.id.name())) {
                node.connect(peer);
            }
        }
    }

    private void restart(Node node, Node again) {
        steps.add(node.id + " restarts as " + again.id);
        nodes.set(nodes.indexOf(node), again);
        connect(again);
    }

    private void deliver(int at) {
        var message = random.nextInt(4) == 0 ? network.get(at) : network.remove(at);
        nodes.stream()
                .filter(node -> node.id.name().equals(message.to().name()))
                .forEach(node -> {
                    steps.add(node.id + " receives " + message);
                    network.addAll(node.receive(message));
                });
    }

    private void step(long session) {
        Node node = any();
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> node.add("e" + random.nextInt(4));
            case 3 -> node.remove("e" + random.nextInt(4));
            case 4, 5, 6, 7 -> network.addAll(node.push());
            case 8 -> restart(node, random.nextBoolean() ? node.restartedFresh() : node.restartedDurable(session));
            case 9, 10 -> {
                if (!network.isEmpty()) {
                    network.remove(random.nextInt(network.size()));
                }
            }
            default -> {
                if (!network.isEmpty()) {
                    deliver(random.nextInt(network.size()));
                }
            }
        }
        for (Node one : nodes) {
            nodes.forEach(one::assertKnowsNoMoreThanTrue);
        }
    }

    private String history() {
        return String.join("\n", steps);
    }

    @Test
    void knownNeverOverstatesAndAllConvergeAndFallSilent() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            begin(seed);
            for (int i = 0; i < STEPS; i++) {
                try {
                    step(1000L * (i + 1));
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(history(), e);
                }
            }
            network.clear();
            Node[] all = nodes.toArray(Node[]::new);
            for (int i = 0; i < 7; i++) {
                nodes.forEach(node -> node.round(all));
            }
            for (Node node : nodes) {
                assertEquals(nodes.get(0).replica.state(), node.replica.state(), this::history);
                assertEquals(List.of(), node.sync.push(), this::history);
            }
        }
    }
}
