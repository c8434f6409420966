package io.github.crdt4j.examples.oplog.brokers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.oplog.Broker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** With the RabbitMQ that {@code rabbitmq.sh} starts: {@code crdt-examples/oplog/rabbitmq.sh mvn … -Dtest=RabbitBrokerTest}. */
@EnabledIfEnvironmentVariable(named = "AMQP_URI", matches = ".+", disabledReason = "no RabbitMQ is running")
class RabbitBrokerTest {

    @TempDir
    Path folder;

    private Broker broker() throws IOException {
        return new RabbitBroker.Start().start(folder, List.of("w"));
    }

    @Test
    void readerThatEndsIsDeliveredAgainWhatItDidNotAcknowledgeFlaggedAndOneThatSubscribesLaterOnlyWhatComesThen()
            throws IOException {
        try (Broker broker = broker()) {
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
                reader.acknowledge(List.of(first.get(0), first.get(2)));
            }
            try (Broker.Reader again = broker.reader("early")) {
                List<Broker.Delivery> second = read(again, 2);
                assertEquals(List.of("2", "4"), texts(second));
                assertTrue(second.stream().allMatch(Broker.Delivery::redelivered));
                again.rewind();
                List<Broker.Delivery> third = read(again, 2);
                assertEquals(List.of("2", "4"), texts(third));
                again.acknowledge(third);
            }
            try (Broker.Reader done = broker.reader("early")) {
                assertEquals(List.of(), done.poll(Duration.ofMillis(500)));
            }
            try (Broker.Reader later = broker.reader("later")) {
                assertEquals(List.of("4"), texts(read(later, 1)));
            }
        }
    }

    @Test
    void whatIsNotConfirmedIsAFailure() throws IOException {
        Broker broker = broker();
        broker.subscribe("reader");
        Broker.Writer writer = broker.writer("w");
        writer.append(List.of(bytes("1")));
        broker.close();
        assertThrows(IOException.class, () -> writer.append(List.of(bytes("2"))));
        writer.close();
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
