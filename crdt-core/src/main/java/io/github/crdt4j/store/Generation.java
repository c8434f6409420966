package io.github.crdt4j.store;

import io.github.crdt4j.ReplicaId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A snapshot and the log of what came after it: their names and bytes.
 *
 * <p>A file is a header, records (one in a snapshot, one for each save in a log) and an end. A header is the format, its version, the
 * kind, number, name and incarnation; a record is its length, its place in the file from 0, the greatest stamp and the bytes of a
 * state; an end is how many records there are, so that a file that was cut between two records is not taken for a whole one. Each of
 * them ends with a checksum (CRC-32C).
 *
 * @param number 1 for the first; a later one has a greater number
 * @param id the identity of the replica
 */
record Generation(long number, ReplicaId id) {

    /** What a file is. */
    enum Kind {
        SNAPSHOT(0, ".snapshot"),
        LOG(1, ".log");

        private final int code;
        private final String suffix;

        Kind(int code, String suffix) {
            this.code = code;
            this.suffix = suffix;
        }
    }

    private static final int FORMAT = 0x63726474; // "crdt"
    private static final int VERSION = 1;
    private static final int CHECKSUM = Integer.BYTES;
    /** The bytes of an end. */
    static final int END = Long.BYTES + CHECKSUM;

    private static final int RECORD_HEAD = Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-([0-9a-f]{1,16})(\\.snapshot|\\.log)");

    /**
     * A state that was saved.
     *
     * @param stamp the greatest stamp that was saved with it
     * @param state its bytes
     */
    record Saved(long stamp, byte[] state) {}

    /**
     * What a file holds.
     *
     * @param records the whole records from the beginning on
     * @param damage what is wrong with the rest; empty if nothing is
     */
    record Content(List<Saved> records, Optional<String> damage) {}

    /**
     * A file as its name tells, which holds even if its content is damaged.
     *
     * @param name the name
     * @param generation whose file it is
     * @param kind what it is
     */
    record Named(String name, Generation generation, Kind kind) {

        /** What a name tells; empty if it is not that of a snapshot or log. */
        static Optional<Named> of(String name, String replica) {
            Matcher parts = NAME.matcher(name);
            if (!parts.matches()) {
                return Optional.empty();
            }
            long incarnation = Long.parseUnsignedLong(parts.group(2), 16);
            Kind kind = parts.group(3).equals(Kind.LOG.suffix) ? Kind.LOG : Kind.SNAPSHOT;
            return incarnation < 0
                    ? Optional.empty()
                    : Optional.of(new Named(
                            name,
                            new Generation(Long.parseLong(parts.group(1)), new ReplicaId(replica, incarnation)),
                            kind));
        }
    }

    String fileName(Kind kind) {
        return number + "-" + Long.toHexString(id.incarnation()) + kind.suffix;
    }

    byte[] header(Kind kind) {
        return checked(out -> {
            out.writeInt(FORMAT);
            out.writeByte(VERSION);
            out.writeByte(kind.code);
            out.writeLong(number);
            out.writeUTF(id.name());
            out.writeLong(id.incarnation());
        });
    }

    static byte[] record(long place, Saved saved) {
        return checked(out -> {
            out.writeInt(saved.state.length);
            out.writeLong(place);
            out.writeLong(saved.stamp);
            out.write(saved.state);
        });
    }

    static byte[] end(long records) {
        return checked(out -> out.writeLong(records));
    }

    /**
     * Reads a file as far as it is whole.
     *
     * @throws IOException if it is of another replica, or of another version of the format
     */
    static Content read(Named file, byte[] bytes) throws IOException {
        byte[] header = file.generation.header(file.kind);
        if (!Arrays.equals(header, 0, header.length, bytes, 0, Math.min(header.length, bytes.length))) {
            return new Content(List.of(), Optional.of(whyHeader(file, bytes)));
        }
        List<Saved> records = new ArrayList<>();
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        int position = header.length;
        while (!endsAt(position, bytes, records.size())) {
            String where = "record " + records.size() + ", at byte " + position + ", ";
            int length = bytes.length - position < RECORD_HEAD ? -1 : numbers.getInt(position);
            long end = (long) position + RECORD_HEAD + length + CHECKSUM;
            if (length < 0 || end > bytes.length) {
                return new Content(records, Optional.of(where + "is cut off"));
            }
            int checksum = (int) end - CHECKSUM;
            long place = numbers.getLong(position + Integer.BYTES);
            if (numbers.getInt(checksum) != checksum(bytes, position, checksum) || place != records.size()) {
                return new Content(records, Optional.of(where + "is damaged"));
            }
            long stamp = numbers.getLong(position + Integer.BYTES + Long.BYTES);
            records.add(new Saved(stamp, Arrays.copyOfRange(bytes, position + RECORD_HEAD, checksum)));
            position = (int) end;
        }
        boolean isWhole = file.kind == Kind.LOG || records.size() == 1;
        return new Content(records, isWhole ? Optional.empty() : Optional.of("has no state"));
    }

    private static boolean endsAt(int position, byte[] bytes, long records) {
        return Arrays.equals(bytes, position, bytes.length, end(records), 0, END);
    }

    /** What is wrong with a header that is not the one that the name of the file asks for. */
    private static String whyHeader(Named file, byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != FORMAT) {
                return "does not begin as a file of a store";
            }
            int version = in.readUnsignedByte();
            Kind kind = in.readUnsignedByte() == Kind.LOG.code ? Kind.LOG : Kind.SNAPSHOT;
            long number = in.readLong();
            var id = new ReplicaId(in.readUTF(), in.readLong());
            boolean isIntact = version == VERSION && in.readInt() == trailing(new Generation(number, id).header(kind));
            if (isIntact && !id.name().equals(file.generation.id.name())) {
                throw new IOException("the store is of replica " + id.name() + ", not of " + file.generation.id.name()
                        + ": give each replica a directory of its own");
            }
            return isIntact ? "has the content of another file" : "has a damaged header";
        } catch (java.io.EOFException | java.io.UTFDataFormatException | IllegalArgumentException e) {
            return "is cut off within its header";
        }
    }

    private static int trailing(byte[] checked) {
        return ByteBuffer.wrap(checked).getInt(checked.length - CHECKSUM);
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] checked(Writing content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            content.to(out);
            byte[] written = bytes.toByteArray();
            out.writeInt(checksum(written, 0, written.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array takes whatever is written
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int from, int to) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }
}
