package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.examples.oplog.Broker.Delivery;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.HybridClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One process of the cluster, from its start to its crash: a replica between its durable store and a broker that delivers at
 * least once.
 *
 * <p><b>The order of things</b>, which makes exactly-once effect out of that, in every {@linkplain #turn turn}:
 *
 * <ol>
 *   <li><b>Effect.</b> {@link OpReplica#receive} and {@link OpReplica#edit} change the state in memory. A crash undoes all of
 *       it, and nobody has seen any: what arrived was not acknowledged and comes again, and the work is done again.
 *   <li><b>Persist.</b> {@link OpReplica#flush} makes one snapshot durable: the state, the clock that tells which messages
 *       are in it, and the messages that are about to be sent. From here on a message that comes again is known to be old.
 *   <li><b>Send.</b> Only now do messages leave. Sent before they are durable, a message could be lost here and made again
 *       with the same number and other content. After a crash the snapshot has them, and they are sent again; the others
 *       know them by their numbers.
 *   <li><b>Confirm.</b> The broker has said that it has them: they need not be in the next snapshot.
 *   <li><b>Acknowledge.</b> Only what {@link OpReplica#isDurable} says is in the snapshot. Acknowledged any earlier, a message
 *       could be lost for good.
 * </ol>
 *
 * <p>The work is durable by the same snapshot: every batch makes exactly one message, so the number of its own messages in
 * the clock is how far a replica has come in its work. Kept apart, the two would disagree after some crash.
 */
final class OpServer implements AutoCloseable {

    /** How long to wait for the broker when it has nothing. */
    private static final Duration WAIT = Duration.ofMillis(50);

    private static final Instant START = Instant.parse("2015-05-17T10:05:00Z");

    /** Times are those of the events that are counted; no two are further apart. */
    private static final Duration MAX_AHEAD = Duration.ofHours(1);

    /**
     * What outlives the process.
     *
     * @param id the identity, which it may keep since it restores everything it ever sent or acknowledged
     * @param work what it is to do; nothing at a follower
     * @param disk its durable store
     * @param writers all that ever send
     * @param limits how much to hold back in memory
     * @param crashes when to crash
     * @param tally what is counted about it
     */
    record Machine(
            ReplicaId id,
            List<Batch> work,
            SnapshotFile disk,
            List<ReplicaId> writers,
            Limits limits,
            Crash.Plan crashes,
            Tally tally) {}

    /** What arrived, and its event if it is a message to be carried out. */
    private record Arrival(Delivery delivery, Optional<Dot> dot) {}

    private final Machine machine;
    private final HybridClock clock;
    private final OpReplica<OpAdState, AdChange<?, ?>> replica;
    private final Optional<Broker.Writer> writer;
    private final Broker.Reader reader;
    private OpSnapshot<OpAdState, AdChange<?, ?>> durable;
    private Instant now;
    private boolean started;

    /** Starts a process on a machine, from what is on its disk. */
    OpServer(Machine machine, Broker broker) throws IOException {
        this.machine = machine;
        this.durable = machine.disk.read();
        int done = (int) durable.clock().get(machine.id);
        this.now = START.plusSeconds(done == 0 ? 0 : machine.work.get(done - 1).second());
        InstantSource eventTime = () -> now;
        this.clock = HybridClock.of(machine.id, eventTime, MAX_AHEAD);
        this.replica =
                OpReplica.of(machine.id, durable, clock, message -> AdCodec.encode(message).length, machine.limits);
        machine.writers.forEach(replica::join);
        String name = machine.id.name();
        this.writer = machine.work.isEmpty() && !machine.writers.contains(machine.id)
                ? Optional.empty()
                : Optional.of(broker.writer(name));
        this.reader = broker.reader(name);
    }

    /**
     * Does what is due and takes what has arrived, as far as it gets.
     *
     * @param second how late it is: work up to then is due
     * @param reads whether it reads from the broker
     * @param announces whether it tells the others what is durable here, for it has nothing else left to say
     * @throws Crash when the process crashes
     */
    void turn(int second, boolean reads, boolean announces) throws IOException {
        if (announces && writer.isPresent() && started) {
            append(List.of(AdCodec.encode(replica.announce())));
        }
        List<Delivery> arrived = reads ? reader.poll(WAIT) : List.of();
        machine.tally.delivered += arrived.size();
        machine.tally.redelivered +=
                arrived.stream().filter(Delivery::redelivered).count();
        List<Batch> due = due(second);
        boolean idle = started && arrived.isEmpty() && due.isEmpty();
        if (!idle) {
            at(Moment.ARRIVED);
            List<Arrival> arrivals = arrived.stream().map(this::effect).toList();
            due.forEach(this::effect);
            replica.settle();
            at(Moment.EFFECT);
            List<OpMessage<List<AdChange<?, ?>>>> leaving = replica.flush(this::persist);
            at(Moment.PERSISTED);
            send(leaving);
            at(Moment.SENT);
            leaving.forEach(message -> replica.confirm(message.dot()));
            at(Moment.CONFIRMED);
            acknowledge(arrivals);
            at(Moment.ACKNOWLEDGED);
            started = true;
        }
    }

    private void at(Moment moment) {
        machine.crashes.at(machine.id.name(), moment);
    }

    private List<Batch> due(int second) {
        int done = (int) durable.clock().get(machine.id);
        int end = done;
        while (end < machine.work.size() && machine.work.get(end).second() <= second) {
            end++;
        }
        return machine.work.subList(done, end);
    }

    private Arrival effect(Delivery delivery) {
        AdCodec.Logged record = AdCodec.decode(delivery.bytes());
        if (record.announces()) {
            replica.hear(record.header());
            return new Arrival(delivery, Optional.empty());
        }
        OpMessage<List<AdChange<?, ?>>> message = record.message();
        Receipt.Outcome outcome = replica.receive(message).outcome();
        machine.tally.early += outcome == Receipt.Outcome.HELD ? 1 : 0;
        machine.tally.overflowed += outcome == Receipt.Outcome.OVERFLOW ? 1 : 0;
        return new Arrival(delivery, Optional.of(message.dot()));
    }

    private void effect(Batch batch) {
        now = START.plusSeconds(batch.second());
        replica.edit(editor -> {
            if (!batch.impressions().isEmpty()) {
                OpAdState.show(editor, batch.impressions());
            }
            batch.acts().forEach(act -> OpAdState.act(editor, clock.tick(), act));
        });
    }

    private void persist(OpSnapshot<OpAdState, AdChange<?, ?>> snapshot) {
        machine.disk.write(snapshot, () -> at(Moment.HALF_PERSISTED));
        durable = snapshot;
    }

    private void send(List<OpMessage<List<AdChange<?, ?>>>> messages) throws IOException {
        append(messages.stream().map(AdCodec::encode).toList());
        for (OpMessage<?> message : messages) {
            long number = message.dot().number();
            machine.tally.resent += number <= machine.tally.latest ? 1 : 0;
            machine.tally.latest = Math.max(machine.tally.latest, number);
        }
    }

    private void append(List<byte[]> records) throws IOException {
        if (!records.isEmpty()) {
            writer.orElseThrow().append(records);
            machine.tally.appended += records.size();
            machine.tally.bytes +=
                    records.stream().mapToLong(record -> record.length).sum();
        }
    }

    /** An early message for which there was no room is not durable: it, and what came with it, comes again. */
    private void acknowledge(List<Arrival> arrivals) throws IOException {
        List<Delivery> done = arrivals.stream()
                .filter(arrival -> arrival.dot.map(replica::isDurable).orElse(true))
                .map(Arrival::delivery)
                .toList();
        reader.acknowledge(done);
        if (done.size() < arrivals.size()) {
            reader.rewind();
        }
    }

    /** What is on the disk. */
    OpSnapshot<OpAdState, AdChange<?, ?>> durable() {
        return durable;
    }

    /** What is on the disk, if everything in it that was made here is known to have been sent: fit for a newcomer. */
    Optional<OpSnapshot<OpAdState, AdChange<?, ?>>> gift() {
        return Optional.of(durable).filter(snapshot -> replica.unconfirmed().isEmpty());
    }

    /** The process ends, and leaves what it leaves. */
    @Override
    public void close() {
        reader.close();
        writer.ifPresent(Broker.Writer::close);
    }
}
