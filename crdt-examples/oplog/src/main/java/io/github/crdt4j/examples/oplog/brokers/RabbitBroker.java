package io.github.crdt4j.examples.oplog.brokers;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.crdt4j.examples.oplog.Broker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * RabbitMQ, as it runs at {@code AMQP_URI}, by default on this machine: an exchange that copies each message to a queue per
 * reader. Writers have the broker confirm what they publish; what a reader does not acknowledge goes back to its queue when
 * its channel closes, and is flagged when it comes again. Flagged is also what was only on its way to the process.
 */
public final class RabbitBroker implements Broker {

    private static final String DEFAULT_URI = "amqp://guest:guest@localhost:5672";
    private static final int PREFETCH = 1_000;
    private static final long CONFIRM_MILLIS = 60_000;

    /** Connects to a running RabbitMQ. */
    public static final class Start implements Factory {

        /** For the service loader. */
        public Start() {}

        @Override
        public String name() {
            return "rabbitmq";
        }

        @Override
        public Broker start(Path folder, List<String> writers) throws IOException {
            String uri = Optional.ofNullable(System.getenv("AMQP_URI")).orElse(DEFAULT_URI);
            long before = System.nanoTime();
            try {
                ConnectionFactory factory = new ConnectionFactory();
                factory.setUri(uri);
                return new RabbitBroker(factory.newConnection(), before);
            } catch (IOException | TimeoutException e) {
                throw new IOException(
                        "no RabbitMQ answers at " + uri
                                + ": crdt-examples/oplog/rabbitmq.sh starts one, or set AMQP_URI",
                        e);
            } catch (URISyntaxException | GeneralSecurityException e) {
                throw new IOException("AMQP_URI is unusable: " + e.getMessage(), e);
            }
        }
    }

    private final Connection connection;
    private final Channel control;
    private final String prefix = "crdt4j-" + UUID.randomUUID();
    private final List<String> queues = new ArrayList<>();
    private final long startNanos;

    private RabbitBroker(Connection connection, long before) throws IOException {
        this.connection = connection;
        control = connection.createChannel();
        control.exchangeDeclare(prefix, "fanout", true);
        startNanos = System.nanoTime() - before;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "RabbitMQ %s, connected after %.1f s",
                connection.getServerProperties().get("version"),
                TimeUnit.NANOSECONDS.toMillis(startNanos) / 1e3);
    }

    private String queue(String reader) {
        return prefix + "-" + reader;
    }

    @Override
    public void subscribe(String reader) throws IOException {
        control.queueDeclare(queue(reader), true, false, false, null);
        queues.add(queue(reader));
        control.queueBind(queue(reader), prefix, "");
    }

    @Override
    public Writer writer(String name) throws IOException {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        return new RabbitWriter(channel);
    }

    @Override
    public Reader reader(String name) throws IOException {
        return new RabbitReader(connection.createChannel(), queue(name));
    }

    @Override
    public void close() {
        try (connection) {
            for (String queue : queues) {
                control.queueDelete(queue);
            }
            control.exchangeDelete(prefix);
        } catch (IOException | ShutdownSignalException e) {
            // the broker is gone, and with it what there was to remove
            return;
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            // as after a crash: whatever was not acknowledged goes back to its queue
            return;
        }
    }

    private final class RabbitWriter implements Writer {

        private final Channel channel;

        RabbitWriter(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void append(List<byte[]> messages) throws IOException {
            try {
                for (byte[] message : messages) {
                    channel.basicPublish(prefix, "", MessageProperties.PERSISTENT_BASIC, message);
                }
                channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            } catch (ShutdownSignalException e) {
                throw new IOException("RabbitMQ is gone, or refuses to take messages", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for RabbitMQ", e);
            } catch (TimeoutException e) {
                throw new IOException("RabbitMQ did not confirm within " + CONFIRM_MILLIS + " ms", e);
            }
        }

        @Override
        public void close() {
            RabbitBroker.close(channel);
        }
    }

    /** A message in a queue: its tag is that of the channel it came through. */
    private static final class Tagged implements Delivery {
        private final long tag;
        private final boolean redelivered;
        private final byte[] bytes;

        Tagged(long tag, boolean redelivered, byte[] bytes) {
            this.tag = tag;
            this.redelivered = redelivered;
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean redelivered() {
            return redelivered;
        }
    }

    private static final class RabbitReader implements Reader {

        private final Channel channel;
        private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

        RabbitReader(Channel channel, String queue) throws IOException {
            this.channel = channel;
            channel.basicQos(PREFETCH);
            channel.basicConsume(queue, false, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(
                        String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                    arrived.add(new Tagged(envelope.getDeliveryTag(), envelope.isRedeliver(), body));
                }
            });
        }

        @Override
        public List<Delivery> poll(Duration wait) throws IOException {
            List<Delivery> deliveries = new ArrayList<>();
            try {
                Optional.ofNullable(arrived.poll(wait.toMillis(), TimeUnit.MILLISECONDS))
                        .ifPresent(deliveries::add);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for RabbitMQ", e);
            }
            arrived.drainTo(deliveries);
            return deliveries;
        }

        @Override
        public void acknowledge(List<Delivery> deliveries) throws IOException {
            for (Delivery delivery : deliveries) {
                channel.basicAck(((Tagged) delivery).tag, false);
            }
        }

        @Override
        public void rewind() throws IOException {
            channel.basicRecover(true);
        }

        @Override
        public void close() {
            RabbitBroker.close(channel);
        }
    }
}
