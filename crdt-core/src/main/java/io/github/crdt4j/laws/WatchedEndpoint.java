package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Endpoint;
import io.github.crdt4j.sync.SyncEvent;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.sync.SyncStats;
import java.util.List;
import java.util.Optional;

/** An endpoint whose counts are compared with what goes through it. */
final class WatchedEndpoint<S extends Crdt<S>> implements Endpoint<S> {

    private final Endpoint<S> endpoint;
    private final boolean damaged;
    private long deltas;
    private long complete;
    private long checks;
    private long merged;

    WatchedEndpoint(Endpoint<S> endpoint, boolean damaged) {
        this.endpoint = endpoint;
        this.damaged = damaged;
    }

    @Override
    public void connect(ReplicaId peer) {
        endpoint.connect(peer);
    }

    @Override
    public Optional<S> known(ReplicaId peer) {
        return endpoint.known(peer);
    }

    @Override
    public SyncStats stats() {
        return endpoint.stats();
    }

    @Override
    public Optional<SyncMessage<S>> push(ReplicaId peer) {
        Optional<SyncMessage<S>> message = endpoint.push(peer);
        message.ifPresent(this::count);
        check();
        return message;
    }

    @Override
    public List<SyncMessage<S>> receive(SyncMessage<S> message) {
        long before = noticed();
        List<SyncMessage<S>> answers = endpoint.receive(message);
        answers.forEach(this::count);
        if (answers.isEmpty() && noticed() == before) {
            throw new LawViolation("nothing is dropped in silence", "  message = " + message + "\n  " + stats());
        }
        check();
        return answers;
    }

    private long noticed() {
        SyncStats stats = stats();
        return stats.acknowledged()
                + stats.agreed()
                + stats.events().values().stream().mapToLong(Long::longValue).sum();
    }

    private void count(SyncMessage<S> sent) {
        if (sent instanceof SyncMessage.Delta<S> delta) {
            deltas++;
            complete += delta.complete() ? 1 : 0;
        } else if (sent instanceof SyncMessage.Check<S> check && !check.isAnswer()) {
            checks++;
        } else if (sent instanceof SyncMessage.Ack<S>) {
            merged++;
        }
    }

    private void check() {
        SyncStats stats = stats();
        if (stats.deltas() != deltas
                || stats.complete() != complete
                || stats.checks() != checks
                || stats.merged() != merged) {
            throw new LawViolation(
                    "stats count what went through",
                    "  stats = " + stats + "\n  went through: deltas " + deltas + ", complete " + complete + ", checks "
                            + checks + ", merged " + merged);
        }
        if (!damaged && stats.count(SyncEvent.Kind.DIFFERENT) > 0) {
            throw new LawViolation("no difference is found where nothing was damaged", "  stats = " + stats);
        }
    }
}
