package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.op.OpSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The durable store of one replica: its latest snapshot. A new one is written beside it, forced to the disk and renamed
 * over it, so that after a crash there is the one before or the one after, whole.
 */
final class SnapshotFile {

    private final Path file;
    private final boolean forced;

    /**
     * The store of a replica.
     *
     * @param file where it is
     * @param forced whether it has to survive a power cut, and not only the end of the process
     */
    SnapshotFile(Path file, boolean forced) {
        this.file = file;
        this.forced = forced;
    }

    /** The latest snapshot, the initial one if there is none. */
    OpSnapshot<OpAdState, AdChange<?, ?>> read() throws IOException {
        return Files.exists(file)
                ? AdCodec.decodeSnapshot(Files.readAllBytes(file))
                : OpSnapshot.initial(OpAdState.EMPTY);
    }

    /**
     * Makes a snapshot durable.
     *
     * @param snapshot the snapshot
     * @param halfWay run when it is on the disk, but not in its place
     */
    void write(OpSnapshot<OpAdState, AdChange<?, ?>> snapshot, Runnable halfWay) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            ByteBuffer bytes = ByteBuffer.wrap(AdCodec.encode(snapshot));
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (forced) {
                    channel.force(true);
                }
            }
            halfWay.run();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (forced) {
                forceFolder();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some systems cannot open folders, and need not: there the rename is durable by itself. */
    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (AccessDeniedException notHere) {
            return;
        }
    }
}
