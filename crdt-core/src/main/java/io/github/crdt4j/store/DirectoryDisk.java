package io.github.crdt4j.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory, locked against a second writer. Not thread-safe. */
final class DirectoryDisk implements Disk {

    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lockFile;
    private @Nullable FileChannel open; // the file that was written last
    private @Nullable String openName;

    private DirectoryDisk(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /** Opens a directory, which is made if it is missing. */
    static DirectoryDisk open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new IOException("the store " + directory
                        + " is in use by another process: give each replica a directory of its own");
            }
            return new DirectoryDisk(directory, file);
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("the store " + directory + " is open in this process already: close it first", e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(LOCK))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    @Override
    public void write(String name, long position, byte[] bytes) throws IOException {
        FileChannel file = file(name);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            int unused = file.write(rest, position + rest.position());
        }
    }

    @Override
    public void force(String name) throws IOException {
        file(name).force(false);
    }

    private FileChannel file(String name) throws IOException {
        FileChannel file = open;
        if (file == null || !name.equals(openName)) {
            closeOpen();
            file = FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open = file;
            openName = name;
        }
        return file;
    }

    private void closeOpen() throws IOException {
        FileChannel file = open;
        open = null;
        openName = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        closeOpen();
        Path unused = Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        if (name.equals(openName)) {
            closeOpen();
        }
        boolean unused = Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void forceNames() throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // where a directory cannot be opened, as on Windows, its file system keeps names itself
        }
        try (names) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            closeOpen();
        }
    }
}
