package io.github.crdt4j.examples.oplog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A log or queue that delivers at least once: what is asked of one, and no more.
 *
 * <p><b>Guarantees</b>
 *
 * <ol>
 *   <li>What {@link Writer#append} was given when it returned reaches each reader that was subscribed before, at least
 *       once, in any order.
 *   <li>What a reader has not acknowledged when it closes is delivered to the next one of its name.
 * </ol>
 */
public interface Broker extends AutoCloseable {

    /** Starts brokers of one kind, or connects to them; found by {@link java.util.ServiceLoader}. */
    interface Factory {

        /**
         * What the kind is called on the command line.
         *
         * @return its name
         */
        String name();

        /**
         * Starts a broker, empty.
         *
         * @param folder where it may keep its files
         * @param writers the names of all that will append
         * @return the broker, ready
         * @throws IOException if it cannot be started, or reached; the message says what to do
         */
        Broker start(Path folder, List<String> writers) throws IOException;
    }

    /** Appends, for one process. */
    interface Writer extends AutoCloseable {

        /**
         * Appends messages.
         *
         * @param messages what to append, in order
         * @throws IOException if the broker does not confirm that it has them
         */
        void append(List<byte[]> messages) throws IOException;

        @Override
        void close();
    }

    /** Reads, for one process. */
    interface Reader extends AutoCloseable {

        /**
         * What has arrived.
         *
         * @param wait how long to wait when there is nothing
         * @return some deliveries, perhaps none
         * @throws IOException if the broker fails
         */
        List<Delivery> poll(Duration wait) throws IOException;

        /**
         * These need not be delivered again.
         *
         * @param deliveries what {@link #poll} returned here
         * @throws IOException if the broker fails
         */
        void acknowledge(List<Delivery> deliveries) throws IOException;

        /**
         * Has everything delivered again that was delivered here and not acknowledged.
         *
         * @throws IOException if the broker fails
         */
        void rewind() throws IOException;

        /** Ends, as a crash would: acknowledges nothing. */
        @Override
        void close();
    }

    /** A message on its way to one reader. */
    interface Delivery {

        /**
         * What was appended.
         *
         * @return its bytes
         */
        byte[] bytes();

        /**
         * Whether it is known that it was on its way to this reader before.
         *
         * @return whether it comes again
         */
        boolean redelivered();
    }

    /**
     * What it is, for people.
     *
     * @return its name and version, and how long it took to be ready
     */
    String description();

    /**
     * From now on, what is appended is kept for this reader until it acknowledges. A log keeps everything anyway; a queue
     * has to be told.
     *
     * @param reader its name
     * @throws IOException if the broker fails
     */
    void subscribe(String reader) throws IOException;

    /**
     * Begins to append.
     *
     * @param name one of those the broker was started with
     * @return a writer, for one thread
     * @throws IOException if the broker fails
     */
    Writer writer(String name) throws IOException;

    /**
     * Begins to read, with what was not acknowledged under this name.
     *
     * @param name a subscribed reader, with no other reader of that name open
     * @return a reader, for one thread
     * @throws IOException if the broker fails
     */
    Reader reader(String name) throws IOException;

    /** Stops the broker, or leaves it as it was found. */
    @Override
    void close();
}
