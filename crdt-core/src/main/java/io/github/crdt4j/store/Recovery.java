package io.github.crdt4j.store;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.store.Generation.Content;
import io.github.crdt4j.store.Generation.Kind;
import io.github.crdt4j.store.Generation.Named;
import io.github.crdt4j.store.Generation.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a store hold when it is opened. The newest snapshot and its log are enough if both are whole; otherwise all that
 * can be read of any file is joined.
 */
final class Recovery<S extends Crdt<S>> {

    /** What a snapshot has behind its name before it is whole. */
    static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final StateCodec<S> codec;
    private final List<Named> files = new ArrayList<>();
    private final Set<String> damage = new LinkedHashSet<>();
    private final Set<String> damagedFiles = new TreeSet<>();
    private final @Nullable Generation newest;
    private S state;
    private long stamp;
    private boolean hasLoaded;
    private long records;
    private long snapshotBytes;
    private long logBytes;

    Recovery(Disk disk, String name, S empty, StateCodec<S> codec) throws IOException {
        this.disk = disk;
        this.codec = codec;
        this.state = empty;
        Set<String> names = disk.names();
        for (String file : names) {
            Named.of(file, name).ifPresent(files::add);
        }
        files.sort(Comparator.comparingLong((Named file) -> file.generation().number())
                .thenComparing(Named::kind)
                .thenComparing(Named::name));
        newest = files.stream()
                .filter(file -> file.kind() == Kind.SNAPSHOT)
                .reduce((earlier, later) -> later)
                .map(Named::generation)
                .orElse(null);
        if (newest != null) {
            snapshotBytes = load(newest.fileName(Kind.SNAPSHOT));
            logBytes = load(newest.fileName(Kind.LOG));
        }
        long number = newest == null ? 0 : newest.number();
        for (Named file : files) {
            if (file.generation().number() > number) { // a log without its snapshot
                boolean isBegun = names.contains(file.generation().fileName(Kind.SNAPSHOT) + UNFINISHED)
                        && disk.read(file.name()).length <= emptyLogBytes(file.generation());
                if (!isBegun) {
                    damage.add(file.generation().fileName(Kind.SNAPSHOT) + " is missing");
                }
            }
        }
        if (!damage.isEmpty()) {
            for (Named file : files) {
                long unused = load(file.name());
            }
        }
    }

    private static int emptyLogBytes(Generation generation) {
        return generation.header(Kind.LOG).length + Generation.END;
    }

    /** Joins what can be read of a file, and notes what is wrong with it. */
    private long load(String name) throws IOException {
        Optional<Named> file =
                files.stream().filter(one -> one.name().equals(name)).findFirst();
        if (file.isEmpty()) {
            damage.add(name + " is missing");
            return 0;
        }
        byte[] bytes = disk.read(name);
        Content content = Generation.read(file.get(), bytes);
        for (Saved saved : content.records()) {
            join(name, saved);
        }
        records = content.records().size();
        content.damage().ifPresent(what -> {
            damage.add(name + " " + what);
            damagedFiles.add(name);
        });
        return bytes.length;
    }

    private void join(String name, Saved saved) {
        try {
            state = state.merge(codec.decode(saved.state()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    name + " is whole, but a state in it cannot be read: " + e.getMessage()
                            + ". Open the store with the codec, the registrations and the empty state it was written with",
                    e);
        }
        stamp = Math.max(stamp, saved.stamp());
        hasLoaded = true;
    }

    /** The newest generation if it is whole and so is all else that must be there; null otherwise. */
    @Nullable
    Generation whole() {
        return damage.isEmpty() ? newest : null;
    }

    /** What is wrong; empty if nothing is. */
    Set<String> damage() {
        return damage;
    }

    /** Whether anything could be read. */
    boolean hasLoaded() {
        return hasLoaded;
    }

    S state() {
        return state;
    }

    long stamp() {
        return stamp;
    }

    /** The records in the newest log. */
    long records() {
        return records;
    }

    long snapshotBytes() {
        return snapshotBytes;
    }

    long logBytes() {
        return logBytes;
    }

    /** The greatest number in the names of files, 0 if there are none. */
    long lastNumber() {
        return files.isEmpty() ? 0 : files.get(files.size() - 1).generation().number();
    }

    /** The greatest incarnation in the names of files, 0 if there are none. */
    long lastIncarnation() {
        return files.stream()
                .mapToLong(file -> file.generation().id().incarnation())
                .max()
                .orElse(0);
    }

    /** Gives damaged files another name, so that somebody can look into them. */
    void putDamagedAside() throws IOException {
        for (String file : damagedFiles) {
            disk.rename(file, file + ".damaged");
        }
        disk.forceNames();
    }
}
