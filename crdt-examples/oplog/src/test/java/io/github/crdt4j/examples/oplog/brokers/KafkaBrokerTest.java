package io.github.crdt4j.examples.oplog.brokers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.oplog.Broker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @TempDir
    Path folder;

    /** One start serves all steps: it takes seconds. */
    @Test
    void readerThatEndsIsDeliveredAgainWhatItDidNotAcknowledgeAndOneThatSubscribesLaterOnlyWhatComesThen()
            throws IOException {
        try (Broker broker = new KafkaBroker.Start().start(folder, List.of("w"))) {
            broker.subscribe("early");
            try (Broker.Writer writer = broker.writer("w")) {
                writer.append(List.of(bytes("1"), bytes("2"), bytes("3")));
                broker.subscribe("later");
                writer.append(List.of(bytes("4")));
            }
            try (Broker.Reader reader = broker.reader("early")) {
                List<Broker.Delivery> first = read(reader, 4);
                assertEquals(List.of("1", "2", "3", "4"), texts(first));
                assertTrue(first.stream().noneMatch(Broker.Delivery::redelivered));
                // not the second, so what is committed ends with the first
                reader.acknowledge(List.of(first.get(0), first.get(2), first.get(3)));
            }
            try (Broker.Reader again = broker.reader("early")) {
                List<Broker.Delivery> second = read(again, 3);
                assertEquals(List.of("2", "3", "4"), texts(second));
                assertTrue(second.stream().allMatch(Broker.Delivery::redelivered));
                again.rewind();
                assertEquals(List.of("2", "3", "4"), texts(read(again, 3)));
            }
            try (Broker.Reader later = broker.reader("later")) {
                assertEquals(List.of("4"), texts(read(later, 1)));
            }
        }
    }

    private static List<Broker.Delivery> read(Broker.Reader reader, int count) throws IOException {
        List<Broker.Delivery> read = new ArrayList<>();
        for (int tries = 0; tries < 100 && read.size() < count; tries++) {
            read.addAll(reader.poll(Duration.ofMillis(200)));
        }
        return read;
    }

    private static List<String> texts(List<Broker.Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> new String(delivery.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
