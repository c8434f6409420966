package io.github.crdt4j.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk in memory that crashes at a chosen step, or refuses to write. What was not forced may be lost, in part or whole, and a change
 * of names that was not forced may be undone.
 */
final class SimulatedDisk implements Disk {

    /** The process is gone. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(String step) {
            super(step);
        }
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private byte[] forced = new byte[0];
    }

    private final Random random;
    private final Map<String, Content> names = new TreeMap<>();
    private Map<String, Content> forcedNames = new HashMap<>();
    private int stepsToCrash = Integer.MAX_VALUE;
    private int stepsToFailure = Integer.MAX_VALUE;
    private int steps;

    SimulatedDisk(Random random) {
        this.random = random;
    }

    /** Crashes within the given step from now on, 1 for the next. */
    void crashIn(int step) {
        stepsToCrash = step;
    }

    /** Throws an IOException in the given step from now on, 1 for the next, which is then carried out in part. */
    void failIn(int step) {
        stepsToFailure = step;
    }

    int steps() {
        return steps;
    }

    /** What the next process finds. */
    SimulatedDisk afterCrash() {
        var disk = new SimulatedDisk(random);
        Map<String, Content> left = random.nextBoolean() ? names : forcedNames;
        left.forEach((name, content) -> {
            var kept = new Content();
            kept.bytes = random.nextInt(3) == 0 ? content.forced : partly(content.forced, content.bytes);
            kept.forced = kept.bytes;
            disk.names.put(name, kept);
        });
        disk.forcedNames = new HashMap<>(disk.names);
        return disk;
    }

    /** A first part of what was written after the last force, and sometimes garbage of the same length behind it. */
    private byte[] partly(byte[] forced, byte[] bytes) {
        int from = Arrays.mismatch(forced, bytes);
        if (from < 0) {
            return bytes;
        }
        int to = from + random.nextInt(bytes.length - from + 1);
        byte[] kept = random.nextBoolean() && to > forced.length ? Arrays.copyOf(bytes, to) : bytes.clone();
        for (int i = to; i < kept.length; i++) {
            kept[i] = i < forced.length ? forced[i] : 0;
        }
        return kept;
    }

    private void step(String what) throws IOException {
        steps++;
        if (--stepsToCrash == 0) {
            throw new Crash(what);
        }
        if (--stepsToFailure == 0) {
            throw new IOException("disk full: " + what);
        }
    }

    private Content content(String name) throws IOException {
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(names.keySet());
    }

    @Override
    public byte[] read(String name) throws IOException {
        return content(name).bytes.clone();
    }

    @Override
    public void write(String name, long position, byte[] bytes) throws IOException {
        Content content = names.computeIfAbsent(name, made -> new Content());
        int written = random.nextInt(bytes.length + 1);
        boolean isDone = false;
        try {
            step("write " + name);
            isDone = true;
        } finally {
            int length = isDone ? bytes.length : written;
            byte[] next = Arrays.copyOf(content.bytes, Math.max(content.bytes.length, (int) position + length));
            System.arraycopy(bytes, 0, next, (int) position, length);
            content.bytes = next;
        }
    }

    @Override
    public void force(String name) throws IOException {
        Content content = content(name);
        step("force " + name);
        content.forced = content.bytes;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step("rename " + from);
        Content content = content(from);
        names.remove(from);
        names.put(to, content);
    }

    @Override
    public void delete(String name) throws IOException {
        step("delete " + name);
        names.remove(name);
    }

    @Override
    public void forceNames() throws IOException {
        step("force names");
        forcedNames = new HashMap<>(names);
    }

    @Override
    public void close() {}

    /** Changes what is there as time, hands and faulty disks do; returns what it did. */
    String damage() {
        String[] files = names.keySet().stream()
                .filter(name -> names.get(name).bytes.length > 0)
                .toArray(String[]::new);
        String file = files[random.nextInt(files.length)];
        Content content = names.get(file);
        byte[] bytes = content.bytes;
        switch (random.nextInt(3)) {
            case 0 -> {
                names.remove(file);
                return "removed " + file;
            }
            case 1 -> {
                int length = random.nextInt(bytes.length);
                content.bytes = Arrays.copyOf(bytes, length);
                return "cut " + file + " from " + bytes.length + " to " + length;
            }
            default -> {
                byte[] changed = bytes.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                content.bytes = changed;
                return "turned a bit of byte " + at + " of " + file;
            }
        }
    }
}
