package io.github.crdt4j.examples.oplog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The brokers there are: the one in memory, and those of the module {@code crdt-oplog} when it is on the class path. */
enum Brokers {
    KAFKA,
    RABBITMQ,
    MEMORY;

    /** How to come by those that are not here. */
    static final String MODULE_NEEDED = "needs the module crdt-oplog: mvn -Poplog package, then"
            + " java -jar crdt-examples/oplog/target/crdt-oplog.jar";

    /** Starts one, empty. */
    Broker start(Path folder, List<String> writers) throws IOException {
        if (this == MEMORY) {
            return new MemoryBroker(writers);
        }
        for (Broker.Factory factory : ServiceLoader.load(Broker.Factory.class)) {
            if (factory.name().equals(toString())) {
                return factory.start(folder, writers);
            }
        }
        throw new IOException("--broker " + this + " " + MODULE_NEEDED);
    }

    /** All names. */
    static String names() {
        return List.of(values()).stream().map(Brokers::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
