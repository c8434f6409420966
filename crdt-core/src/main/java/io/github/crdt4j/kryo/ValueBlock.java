package io.github.crdt4j.kryo;

import java.util.Arrays;

/**
 * Up to {@value #SIZE} values, each told by how it differs from the one before: how much of its bytes is the same at the
 * head, how much at the tail, and what is between. Lengths, heads, tails and what is between are packed apart.
 *
 * <p>Of a value that is a text the length is left out of its bytes, which are called its record here.
 */
final class ValueBlock {

    static final int SIZE = 256;

    /** The most that a head or a tail counts, which bounds what a block can grow to when it is read. */
    static final int MAX_SHARED = 63;

    private static final int LONG = 255;

    /** The most octets of texts that are written before it is known whether all are in ASCII. */
    private static final int MAX_TEXTS = 1 << 16;

    private final Encoder records;
    private final int[] starts = new int[SIZE + 1];
    private int count;
    private Decoder values; // of those that were read

    ValueBlock(Session session) {
        records = new Encoder(session);
        values = new Decoder(session, records.buffer(), 0, 0, 0);
    }

    /** Adds a part of an array of values, at most {@value #SIZE}. */
    void addAll(Object[] values, int from, int to) {
        if (!addTexts(values, from, to)) {
            for (int i = from; i < to; i++) {
                records.record(values[i]);
                starts[++count] = records.size();
            }
        }
    }

    /**
     * Adds values if they are all texts in ASCII. A first loop looks at their lengths and does nothing else, so that many
     * of them are on their way from memory at a time.
     */
    private boolean addTexts(Object[] values, int from, int to) {
        long size = 0;
        for (int i = from; i < to; i++) {
            if (!(values[i] instanceof String text)) {
                return false;
            }
            size += 1 + text.length();
            if (size > MAX_TEXTS) {
                return false;
            }
            starts[i - from + 1] = (int) size;
        }
        if (!records.texts(values, from, to, (int) size)) {
            return false;
        }
        count = to - from;
        return true;
    }

    /** Adds a value by the bytes it has elsewhere. */
    void add(byte[] bytes, int from, int to) {
        int content = from;
        if (bytes[from] == Tags.STRING) {
            records.octet(Tags.STRING);
            do {
                content++;
            } while (bytes[content] < 0);
            content++;
        }
        records.octets(bytes, content, to);
        starts[++count] = records.size();
    }

    /** Writes the values that were added, and forgets them. */
    void write(Encoder out) {
        byte[] heads = new byte[count];
        byte[] tails = new byte[count];
        share(records.buffer(), starts, count, heads, tails);
        byte[] lengths = new byte[count];
        byte[] middles = new byte[records.size()];
        int size = 0;
        for (int i = 0; i < count; i++) {
            int length = starts[i + 1] - starts[i];
            lengths[i] = (byte) Math.min(length, LONG);
            int own = length - heads[i] - tails[i];
            System.arraycopy(records.buffer(), starts[i] + heads[i], middles, size, own);
            size += own;
        }
        out.unpacks(records.size());
        Packing.write(out, lengths, 0, count);
        for (int i = 0; i < count; i++) {
            int length = starts[i + 1] - starts[i];
            if (length >= LONG) {
                out.varint(length - LONG);
            }
        }
        Packing.write(out, heads, 1, count);
        Packing.write(out, tails, 1, count);
        Packing.write(out, middles, 0, size);
        records.clear();
        count = 0;
    }

    /**
     * Fills in how many octets each record but the first has in common with the one before.
     *
     * @param heads numbers of octets that are known to be the same; then how many are
     * @param tails likewise
     */
    private static void share(byte[] records, int[] starts, int count, byte[] heads, byte[] tails) {
        for (int i = 1; i < count; i++) {
            int most = Math.min(MAX_SHARED, Math.min(starts[i] - starts[i - 1], starts[i + 1] - starts[i]));
            int head = Math.min(heads[i], most);
            while (head < most && records[starts[i - 1] + head] == records[starts[i] + head]) {
                head++;
            }
            heads[i] = (byte) head;
        }
        levelUnlessWorthwhile(heads, count);
        for (int i = 1; i < count; i++) {
            int most = Math.min(starts[i] - starts[i - 1], starts[i + 1] - starts[i]) - heads[i];
            most = Math.min(MAX_SHARED, most);
            int tail = Math.min(tails[i], most);
            while (tail < most && records[starts[i] - 1 - tail] == records[starts[i + 1] - 1 - tail]) {
                tail++;
            }
            tails[i] = (byte) tail;
        }
        levelUnlessWorthwhile(tails, count);
    }

    /** Makes all equal to the least when what that loses is less than a quarter of an octet each. */
    private static void levelUnlessWorthwhile(byte[] shared, int count) {
        int least = MAX_SHARED;
        int sum = 0;
        for (int i = 1; i < count; i++) {
            least = Math.min(least, shared[i]);
            sum += shared[i];
        }
        if (4 * (sum - least * (count - 1)) < count) {
            Arrays.fill(shared, Math.min(1, count), count, (byte) least);
        }
    }

    /** Reads the records of so many values from a decoder of their block. */
    void read(Decoder in, int expected) {
        int from = in.position();
        if (expected > 8L * in.remaining()) {
            throw in.bad(expected + " values in a block of " + in.remaining() + " bytes", from);
        }
        byte[] lengths = new byte[expected];
        byte[] heads = new byte[expected];
        byte[] tails = new byte[expected];
        long[] ends = new long[expected + 1];
        Packing.read(in, lengths, 0, expected);
        for (int i = 0; i < expected; i++) {
            int length = lengths[i] & 0xFF;
            int at = in.position();
            long more = length == LONG ? in.varint() : 0;
            if (more > 8L * in.remaining() + Packing.MAX_UNIFORM) {
                throw in.bad("a value of " + more + " bytes and more, with " + in.remaining() + " bytes left", at);
            }
            ends[i + 1] = ends[i] + length + more;
        }
        Packing.read(in, heads, 1, expected);
        Packing.read(in, tails, 1, expected);
        long own = ends[expected];
        for (int i = 1; i < expected; i++) {
            int shared = heads[i] + tails[i];
            if (heads[i] < 0 || tails[i] < 0 || shared > ends[i + 1] - ends[i] || shared > ends[i] - ends[i - 1]) {
                throw in.bad("a value shares more than there is", from);
            }
            own -= shared;
        }
        byte[] middles = new byte[in.packedSize(own, from)];
        in.unpacks(ends[expected], from);
        Packing.read(in, middles, 0, middles.length);
        fill(middles, heads, tails, ends);
        byte[] ownHeads = heads.clone();
        byte[] ownTails = tails.clone();
        share(records.buffer(), starts, expected, ownHeads, ownTails);
        if (!Arrays.equals(heads, ownHeads) || !Arrays.equals(tails, ownTails)) {
            throw in.bad("a value shares more or less than it would be written with", from);
        }
        values = in.unpacked(records.buffer(), records.size(), from);
    }

    /** Writes the bytes that one of the values that were read has elsewhere. */
    void writeValue(int i, Encoder out) {
        int from = starts[i];
        if (records.buffer()[from] == Tags.STRING) {
            out.octet(Tags.STRING);
            out.varint(starts[i + 1] - ++from);
        }
        out.octets(records.buffer(), from, starts[i + 1]);
    }

    /** One of the values that were read. */
    Object value(int i) {
        values.window(starts[i], starts[i + 1]);
        return values.record();
    }

    private void fill(byte[] middles, byte[] heads, byte[] tails, long[] ends) {
        int expected = heads.length;
        records.clear();
        int at = records.claim((int) ends[expected]);
        byte[] bytes = records.buffer();
        int next = 0;
        for (int i = 0; i < expected; i++) {
            int length = (int) (ends[i + 1] - ends[i]);
            int own = length - heads[i] - tails[i];
            for (int k = 0; k < heads[i]; k++) { // mostly too few for a call
                bytes[at + k] = bytes[starts[i - 1] + k];
            }
            for (int k = 0; k < tails[i]; k++) {
                bytes[at + length - 1 - k] = bytes[at - 1 - k];
            }
            System.arraycopy(middles, next, bytes, at + heads[i], own);
            next += own;
            at += length;
            starts[i + 1] = at;
        }
    }
}
