package io.github.crdt4j.store;

import com.google.common.primitives.Bytes;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.store.Generation.Kind;
import io.github.crdt4j.store.Generation.Named;
import io.github.crdt4j.store.Generation.Saved;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A store in the files of one directory: a snapshot, and behind it a log of what each save added. Safe to share between threads.
 *
 * <p><b>Files.</b> {@code 17-2a.snapshot} and {@code 17-2a.log} are generation 17, of incarnation 2a. A save appends a record to the
 * log and forces it to the disk. When the log has outgrown the snapshot, the next save begins a new generation: its log and
 * its snapshot are written and forced, and then the snapshot gets its name. The generation before is kept, earlier ones are removed. The
 * file {@code lock} keeps a second process out.
 *
 * <p><b>Identity.</b> A start that finds the newest generation whole goes on under its incarnation. If anything is missing, torn or
 * damaged, the start loads what it can from all files, goes on under the next incarnation, and says why. A last
 * record that is cut off most likely was when the process crashed before {@code save} returned. But a file that was cut later looks the
 * same, so that counts as damage, too. If nothing can be loaded, the incarnation is random. Damaged files are kept, as {@code 17-2a.log.damaged}.
 *
 * <p><b>Not covered.</b> A directory that was set back as a whole, from a backup or an image of the machine, looks whole. Peers then
 * have events of this identity that it has not issued, and {@code Replica.merge} throws an {@code IdentityClashException}:
 * {@code docs/identity.md} says what to do. When you restore a backup, remove its {@code .log} files: the start then takes
 * the next incarnation.
 *
 * <p><b>Cost.</b> A save: the difference to the save before, and one forced write. On the disk: about four times the state at most.
 *
 * <pre>{@code
 * try (var store = FileStore.open(directory, "berlin", ORSet.<String>empty(), codec.forStates(ORSet.empty()))) {
 *     var restored = store.restored();
 *     var replica = Replica.of(restored.id(), restored.state());
 *     replica.update((self, set) -> set.add(self, "milk"));
 *     store.save(replica.state());
 * }
 * }</pre>
 *
 * @param <S> the type of the state
 */
public final class FileStore<S extends Crdt<S>> implements ReplicaStore<S> {

    /** A log with fewer bytes is not replaced. */
    static final int LEAST_LOG = 64 << 10;

    private final Disk disk;
    private final StateCodec<S> codec;
    private final Restored<S> restored;
    private Generation generation;
    private long lastNumber; // the greatest number that any file has had
    private S saved;
    private long stamp;
    private long records;
    private long snapshotBytes;
    private long logBytes;
    private boolean isLogSound; // false after a failed write: nobody knows how the log ends
    private boolean isClosed;

    private FileStore(Disk disk, String name, S empty, StateCodec<S> codec, RandomGenerator random) throws IOException {
        this.disk = disk;
        this.codec = codec;
        var found = new Recovery<>(disk, name, empty, codec);
        saved = found.state();
        stamp = found.stamp();
        lastNumber = found.lastNumber();
        Generation whole = found.whole();
        if (whole != null) {
            generation = whole;
            records = found.records();
            snapshotBytes = found.snapshotBytes();
            logBytes = found.logBytes();
            isLogSound = true;
        } else {
            boolean goesOn = found.hasLoaded() && found.lastIncarnation() < Long.MAX_VALUE;
            ReplicaId id = goesOn ? new ReplicaId(name, found.lastIncarnation() + 1) : ReplicaId.fresh(name, random);
            generation = new Generation(lastNumber, id);
            Generation before = begin();
            found.putDamagedAside(); // not earlier: without them an older generation would look like the newest
            removeAllBut(before, generation);
        }
        String why = whole != null
                ? "generation " + whole.number() + " is whole"
                : found.damage().isEmpty() ? "the store is new" : String.join("; ", found.damage());
        restored = new Restored<>(
                generation.id(),
                saved,
                stamp,
                whole != null,
                why + (whole != null ? ": goes on as " : ": begins as ") + generation.id());
    }

    /**
     * Opens a store, which is made if the directory is missing or empty.
     *
     * @param directory a directory of this replica alone, on a disk that keeps what was forced
     * @param name the name of the replica
     * @param empty the empty state
     * @param codec bytes of states
     * @param <S> the type of the state
     * @return the store
     * @throws IOException if the directory is in use, holds the store of another replica, or cannot be read or written
     * @throws IllegalArgumentException if a state that was saved cannot be decoded, such as after a registration was
     *     forgotten; nothing has changed
     */
    public static <S extends Crdt<S>> FileStore<S> open(Path directory, String name, S empty, StateCodec<S> codec)
            throws IOException {
        Objects.requireNonNull(directory, "directory");
        String checked = ReplicaId.of(name).name();
        return open(DirectoryDisk.open(directory), checked, empty, codec, new SecureRandom());
    }

    static <S extends Crdt<S>> FileStore<S> open(
            Disk disk, String name, S empty, StateCodec<S> codec, RandomGenerator random) throws IOException {
        try {
            return new FileStore<>(
                    disk, name, Objects.requireNonNull(empty, "empty"), Objects.requireNonNull(codec, "codec"), random);
        } catch (IOException | RuntimeException e) {
            try {
                disk.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    @Override
    public Restored<S> restored() {
        return restored;
    }

    @Override
    public synchronized void save(S state, long greatestStamp) throws IOException {
        Objects.requireNonNull(state, "state");
        if (isClosed) {
            throw new IllegalStateException("the store of " + generation.id() + " is closed");
        }
        if (!saved.leq(state)) {
            throw new IllegalArgumentException("the store of " + generation.id()
                    + " must not lose anything: the state does not contain the one saved before."
                    + " Save the states of one replica, in their order");
        }
        long stampNow = Math.max(stamp, greatestStamp);
        if (isLogSound && stampNow == stamp && state.leq(saved)) {
            return;
        }
        byte[] record = Generation.record(records, new Saved(stampNow, codec.encode(state.delta(saved))));
        boolean isAppended = isLogSound && logBytes + record.length <= Math.max(snapshotBytes, LEAST_LOG);
        if (isAppended) {
            append(record);
        }
        S savedBefore = saved;
        long stampBefore = stamp;
        saved = state;
        stamp = stampNow;
        if (!isAppended) {
            try {
                removeAllBut(begin(), generation);
            } catch (IOException | RuntimeException e) {
                saved = savedBefore;
                stamp = stampBefore;
                throw e;
            }
        }
    }

    private void append(byte[] record) throws IOException {
        String log = generation.fileName(Kind.LOG);
        isLogSound = false;
        disk.write(log, logBytes - Generation.END, Bytes.concat(record, Generation.end(records + 1)));
        disk.force(log);
        isLogSound = true;
        records++;
        logBytes += record.length;
    }

    /**
     * Begins a generation with the state. The snapshot gets its name last: so either file without the other is damage, and not what
     * a crash leaves.
     *
     * @return the generation before
     */
    private Generation begin() throws IOException {
        isLogSound = false;
        Generation before = generation;
        var next = new Generation(++lastNumber, before.id());
        String log = next.fileName(Kind.LOG);
        String snapshot = next.fileName(Kind.SNAPSHOT);
        byte[] head = Bytes.concat(next.header(Kind.LOG), Generation.end(0));
        byte[] state = Bytes.concat(
                next.header(Kind.SNAPSHOT),
                Generation.record(0, new Saved(stamp, codec.encode(saved))),
                Generation.end(1));
        disk.write(snapshot + Recovery.UNFINISHED, 0, state);
        disk.force(snapshot + Recovery.UNFINISHED);
        disk.write(log, 0, head);
        disk.force(log);
        disk.rename(snapshot + Recovery.UNFINISHED, snapshot);
        disk.forceNames();
        generation = next;
        records = 0;
        snapshotBytes = state.length;
        logBytes = head.length;
        isLogSound = true;
        return before;
    }

    private void removeAllBut(Generation before, Generation now) throws IOException {
        for (String file : disk.names()) {
            boolean isUnfinished = file.endsWith(Recovery.UNFINISHED);
            String name = isUnfinished ? file.substring(0, file.length() - Recovery.UNFINISHED.length()) : file;
            Optional<Generation> named = Named.of(name, now.id().name()).map(Named::generation);
            boolean isKept = !isUnfinished
                    && named.filter(of -> of.number() == before.number() || of.equals(now))
                            .isPresent();
            if (named.isPresent() && !isKept) {
                disk.delete(file);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            disk.close();
        }
    }

    /**
     * The identity and where it stands.
     *
     * @return for example {@code FileStore of berlin#2a: generation 17, records in its log 3}
     */
    @Override
    public synchronized String toString() {
        return "FileStore of " + generation.id() + ": generation " + generation.number() + ", records in its log "
                + records + (isClosed ? ", closed" : "");
    }
}
