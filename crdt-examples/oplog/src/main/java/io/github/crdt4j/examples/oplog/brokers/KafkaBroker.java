package io.github.crdt4j.examples.oplog.brokers;

import io.github.crdt4j.examples.oplog.Broker;
import io.github.crdt4j.examples.oplog.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka: a topic with a partition for each writer, so that what one writer appends keeps its order, and no more. A reader is
 * a consumer group of its own, which commits what was acknowledged and, after a crash, reads on from there.
 */
public final class KafkaBroker implements Broker {

    private static final String TOPIC = "ads";
    private static final int RECORDS_PER_POLL = 1_000;
    private static final long TIMEOUT_SECONDS = 60;

    /** Starts Kafka within this process. */
    public static final class Start implements Factory {

        /** For the service loader. */
        public Start() {}

        @Override
        public String name() {
            return "kafka";
        }

        @Override
        public Broker start(Path folder, List<String> writers) throws IOException {
            long before = System.nanoTime();
            EmbeddedKafka kafka = EmbeddedKafka.start(folder);
            try (Admin admin = Admin.create(properties(kafka, Map.of()))) {
                // the first answer is that it is ready
                get(admin.createTopics(List.of(new NewTopic(TOPIC, writers.size(), (short) 1)))
                        .all());
                return new KafkaBroker(kafka, writers, System.nanoTime() - before);
            } catch (IOException | KafkaException e) {
                kafka.close();
                throw e;
            }
        }
    }

    private final EmbeddedKafka kafka;
    private final List<String> writers;
    private final List<TopicPartition> partitions;
    private final long startNanos;
    private final Map<String, Map<Integer, Long>> furthest = new HashMap<>();

    private KafkaBroker(EmbeddedKafka kafka, List<String> writers, long startNanos) {
        this.kafka = kafka;
        this.writers = List.copyOf(writers);
        this.startNanos = startNanos;
        partitions = IntStream.range(0, writers.size())
                .mapToObj(number -> new TopicPartition(TOPIC, number))
                .toList();
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "Kafka %s, embedded, ready after %.1f s",
                EmbeddedKafka.version(),
                TimeUnit.NANOSECONDS.toMillis(startNanos) / 1e3);
    }

    @Override
    public void subscribe(String reader) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(reader)) {
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
            consumer.commitSync(ends);
        } catch (KafkaException e) {
            throw new IOException("Kafka does not take the subscription of " + reader, e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                properties(
                        kafka,
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                group,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                // a subscribed reader has committed: should it not have, that is an error
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                RECORDS_PER_POLL)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Properties properties(EmbeddedKafka kafka, Map<String, Object> more) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.address());
        properties.putAll(more);
        return properties;
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Kafka", e);
        } catch (ExecutionException e) {
            throw new IOException("Kafka refused: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not answer within " + TIMEOUT_SECONDS + " s", e);
        }
    }

    @Override
    public Writer writer(String name) {
        return new KafkaWriter(writers.indexOf(name));
    }

    @Override
    public Reader reader(String name) {
        return new KafkaReader(name);
    }

    @Override
    public void close() {
        kafka.close();
    }

    private final class KafkaWriter implements Writer {

        private final int partition;
        private final KafkaProducer<byte[], byte[]> producer;

        KafkaWriter(int partition) {
            this.partition = partition;
            this.producer = new KafkaProducer<>(
                    properties(kafka, Map.of(ProducerConfig.ACKS_CONFIG, "all")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public void append(List<byte[]> messages) throws IOException {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (byte[] message : messages) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, partition, null, message)));
            }
            producer.flush();
            for (Future<RecordMetadata> confirmation : sent) {
                get(confirmation);
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }

    private final class KafkaReader implements Reader {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final LogReader reading;

        KafkaReader(String name) {
            consumer = consumer(name);
            consumer.assign(partitions);
            reading = new LogReader(furthest.computeIfAbsent(name, any -> new HashMap<>()));
        }

        @Override
        public List<Delivery> poll(Duration wait) throws IOException {
            try {
                List<Delivery> deliveries = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
                    deliveries.add(reading.deliver(record.partition(), record.offset(), record.value()));
                }
                return deliveries;
            } catch (KafkaException e) {
                throw new IOException("Kafka does not deliver", e);
            }
        }

        @Override
        public void acknowledge(List<Delivery> deliveries) throws IOException {
            Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
            reading.acknowledge(deliveries)
                    .forEach((partition, offset) ->
                            commits.put(partitions.get(partition), new OffsetAndMetadata(offset)));
            try {
                consumer.commitSync(commits);
            } catch (KafkaException e) {
                throw new IOException("Kafka does not take the acknowledgement", e);
            }
        }

        @Override
        public void rewind() {
            reading.rewind().forEach((partition, offset) -> consumer.seek(partitions.get(partition), offset));
        }

        /** The group has no members, partitions being assigned by hand, so there is none to leave. */
        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
