package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.examples.oplog.OpServer.Machine;
import io.github.crdt4j.op.OpSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A machine, and the process that runs on it while there is one: whoever crashes is started again at the next turn. */
final class Node implements AutoCloseable {

    private final Machine machine;
    private final Broker broker;
    private Optional<OpServer> process = Optional.empty();

    Node(Machine machine, Broker broker) {
        this.machine = machine;
        this.broker = broker;
    }

    String name() {
        return machine.id().name();
    }

    Tally tally() {
        return machine.tally();
    }

    /** See {@link OpServer#turn}. */
    void turn(int second, boolean reads, boolean announces) throws IOException {
        try {
            if (process.isEmpty()) {
                process = Optional.of(new OpServer(machine, broker));
            }
            process.get().turn(second, reads, announces);
        } catch (Crash crash) {
            machine.tally().crashes++;
            close();
        }
    }

    /** What is on its disk. */
    OpSnapshot<OpAdState, AdChange<?, ?>> durable() throws IOException {
        return process.isPresent() ? process.get().durable() : machine.disk().read();
    }

    /** What is on its disk, read from there. */
    OpSnapshot<OpAdState, AdChange<?, ?>> onDisk() throws IOException {
        return machine.disk().read();
    }

    /** See {@link OpServer#gift}. */
    Optional<OpSnapshot<OpAdState, AdChange<?, ?>>> gift() {
        return process.flatMap(OpServer::gift);
    }

    /** Begins with what another has, under an identity of its own: durable before the first process starts. */
    void accept(OpSnapshot<OpAdState, AdChange<?, ?>> gift) {
        machine.disk()
                .write(
                        new OpSnapshot<>(
                                gift.state(), gift.clock(), gift.origins(), gift.stable(), gift.held(), List.of()),
                        () -> {});
    }

    /** Ends the process as a crash would. */
    @Override
    public void close() {
        process.ifPresent(OpServer::close);
        process = Optional.empty();
    }
}
