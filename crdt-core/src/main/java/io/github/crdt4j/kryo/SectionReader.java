package io.github.crdt4j.kryo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link ValueSection} wrote: all of it, or single blocks. */
final class SectionReader {

    /** The most octets that a length takes. */
    private static final int LENGTH_SIZE = 5;

    private final Decoder in; // of the section
    private final int count;
    private final int from; // where it begins
    private final int size; // of all of it
    private final boolean hasTexts; // and nothing else
    private final int halvings; // of the most that is shared
    private final SectionCodes codes;
    private final int[] tableOfLengths;
    private final int[] tableOfHeads;
    private final int[] tableOfTails;
    private final int[] tableOfMiddles;
    private final boolean isAscii;
    private final int[] ends; // of the blocks, in the bytes of the decoder
    private final int begin; // of the first
    private final BitReader bits;
    private final Encoder records; // those that were read
    private final int[] starts; // of each
    private int first; // the index of the first of them
    private int behind; // the index behind the last
    private final byte[] heads; // in their places
    private final byte[] tails;
    private final int[] sizes = new int[ValueSection.BLOCK]; // of the records of a block
    private byte[] lengths = new byte[ValueSection.BLOCK]; // the same as they are written
    private byte[] middles = {};
    private Decoder values;

    /**
     * A reader of values.
     *
     * @param in the section and nothing else
     * @param count how many values it has
     * @param most how many of them are read at once: all, or a block
     */
    SectionReader(Decoder in, int count, int most) {
        this.in = in;
        this.count = count;
        this.from = in.position();
        this.size = in.remaining();
        int form = in.octet();
        this.hasTexts = (form & ValueSection.TEXTS) != 0;
        this.halvings = form >> 1;
        if (halvings > ValueSection.MOST_HALVINGS) {
            throw in.bad("neither texts nor other values: " + form, from);
        }
        this.codes = SectionCodes.read(in);
        this.tableOfLengths = codes.lengths().table();
        this.tableOfHeads =
                codes.heads() == null ? tableOfLengths : codes.heads().table();
        this.tableOfTails =
                codes.tails() == null ? tableOfLengths : codes.tails().table();
        this.tableOfMiddles = codes.middles().table();
        this.isAscii = codes.middles().isAscii();
        this.ends = readEnds(in, (count - 1) / ValueSection.BLOCK + 1);
        this.begin = in.position();
        this.bits = new BitReader(in);
        this.records = new Encoder(in.session());
        this.starts = new int[most + 1];
        this.heads = new byte[most];
        this.tails = new byte[most];
        this.values = in;
    }

    /** Where blocks end: all but the last say how long they are. */
    private static int[] readEnds(Decoder in, int blocks) {
        int[] ends = new int[blocks];
        long sum = 0;
        for (int block = 0; block < blocks - 1; block++) {
            int at = in.position();
            sum += in.length();
            if (sum > in.remaining()) {
                throw in.bad("blocks of " + sum + " bytes and more announced, " + in.remaining() + " left", at);
            }
            ends[block] = (int) sum;
        }
        for (int block = 0; block < blocks - 1; block++) {
            ends[block] += in.position();
        }
        ends[blocks - 1] = in.position() + in.remaining();
        return ends;
    }

    /** Reads all values, and makes sure that they would be written like this. */
    void readAll() {
        var counter = new SectionCodes.Counter();
        for (int block = 0; block < ends.length; block++) {
            readBlock(block, counter);
        }
        byte[] ownHeads = new byte[count];
        byte[] ownTails = new byte[count];
        Neighbours.share(records.buffer(), starts, count, ownHeads, ownTails, Neighbours.MAX_SHARED >> halvings);
        if (!Arrays.equals(heads, ownHeads) || !Arrays.equals(tails, ownTails)) {
            throw in.bad("a value shares more or less than it would be written with", from);
        }
        if (!hasTexts && hasTextsAlone()) {
            throw in.bad("texts that are written as other values are", from);
        }
        if (!codes.equals(counter.codes())) {
            throw in.bad("values in other codes than they would be written in", from);
        }
        behind = count;
        boolean isTooLarge =
                halvings < ValueSection.MOST_HALVINGS && ValueSection.isTooLarge(hasTexts, records.size(), count, size);
        if (isTooLarge || halvings > 0 && !isWrittenLikeThis()) {
            throw in.bad("values that share more or less than they would be written with", from);
        }
        values = in.unpacked(records.buffer(), records.size(), from);
    }

    /** Writes the values that were read once more: it takes a while, and is seldom needed. */
    private boolean isWrittenLikeThis() {
        var section = new ValueSection(in.session(), count);
        var value = new Encoder(in.session());
        for (int i = 0; i < count; i++) {
            value.clear();
            writeValue(i, value);
            section.add(value.buffer(), 0, value.size());
        }
        var again = new Encoder(in.session());
        section.pack(again);
        return Arrays.equals(again.buffer(), 0, again.size(), in.bytes(), from, from + size);
    }

    /** Makes sure that a value is at hand, by reading its block, of which it checks nothing but what reading needs. */
    void readBlockOf(int index) {
        if (index >= first && index < behind) {
            return;
        }
        records.clear();
        int block = index / ValueSection.BLOCK;
        first = block * ValueSection.BLOCK;
        readBlock(block, null);
        behind = Math.min(first + ValueSection.BLOCK, count);
        values = in.unpacked(records.buffer(), records.size(), from);
    }

    private void readBlock(int block, SectionCodes.@Nullable Counter counter) {
        int size = Math.min(ValueSection.BLOCK, count - block * ValueSection.BLOCK);
        int place = block * ValueSection.BLOCK - first;
        int blockBegin = block == 0 ? begin : ends[block - 1];
        int octets = ends[block] - blockBegin;
        if (size - 1 > 8L * octets) {
            throw in.bad(size + " values in a block of " + octets + " bytes", blockBegin);
        }
        bits.window(blockBegin, ends[block]);
        int lengthsEnd = readLengths(size, blockBegin);
        bits.read(codes.heads(), tableOfHeads, heads, place + 1, place + size);
        bits.read(codes.tails(), tableOfTails, tails, place + 1, place + size);
        long all = 0;
        long own = 0;
        for (int i = 0; i < size; i++) {
            int head = heads[place + i];
            int tail = tails[place + i];
            if (((head | tail) & ~Neighbours.MAX_SHARED) != 0
                    || head + tail > sizes[i]
                    || i > 0 && head + tail > sizes[i - 1]) {
                throw in.bad("a value shares more than there is", blockBegin);
            }
            all += sizes[i];
            own += sizes[i] - head - tail;
        }
        if (own > bits.remaining()) { // each takes a bit at least
            throw in.bad("values of " + all + " bytes in a block of " + octets, blockBegin);
        }
        in.unpacks(all, from);
        if (middles.length - Long.BYTES < own) {
            middles = new byte[(int) own + Long.BYTES];
        }
        bits.read(codes.middles(), tableOfMiddles, middles, 0, (int) own);
        bits.end();
        if (counter != null) {
            counter.addLengths(lengths, lengthsEnd);
            counter.addShared(heads, tails, place + 1, place + size);
            counter.addMiddles(middles, (int) own);
        }
        fill(place, size, (int) all);
    }

    /** Reads how long the records of a block are; returns how many octets say so. */
    private int readLengths(int size, int blockBegin) {
        int end = 0;
        int complete = 0;
        while (complete < size) {
            int more = size - complete; // as many are missing at least
            if (end + more > lengths.length) {
                if (end + more > LENGTH_SIZE * size) {
                    throw in.bad("lengths of values without end", blockBegin);
                }
                lengths = Arrays.copyOf(lengths, LENGTH_SIZE * ValueSection.BLOCK);
            }
            bits.read(codes.lengths(), tableOfLengths, lengths, end, end + more);
            for (int i = end; i < end + more; i++) {
                complete += lengths[i] >= 0 ? 1 : 0;
            }
            end += more;
        }
        if (end == size) {
            for (int i = 0; i < size; i++) {
                sizes[i] = lengths[i];
            }
        } else {
            var numbers = new Octets(lengths, 0, end, in.offset(blockBegin), true);
            for (int i = 0; i < size; i++) {
                int from = numbers.position();
                long length = numbers.varint();
                if (length > Integer.MAX_VALUE) {
                    throw numbers.bad("a value of " + length + " bytes", from);
                }
                sizes[i] = (int) length;
            }
        }
        return end;
    }

    /** Puts records together from what they share and what is between. */
    private void fill(int place, int size, int all) {
        int at = records.claim(all, 2 * Long.BYTES);
        byte[] octets = records.buffer();
        int next = 0; // of the middles
        for (int i = place; i < place + size; i++) {
            int length = sizes[i - place];
            int own = length - heads[i] - tails[i];
            starts[i] = at;
            if (i > place) {
                EightOctets.copy(octets, starts[i - 1], octets, at, heads[i]); // more than counts, then what is next
            }
            EightOctets.copy(middles, next, octets, at + heads[i], own);
            EightOctets.copy(octets, at - tails[i], octets, at + length - tails[i], tails[i]);
            next += own;
            at += length;
        }
        starts[place + size] = at;
    }

    private boolean hasTextsAlone() {
        for (int i = 0; i < count; i++) {
            if (starts[i] == starts[i + 1] || records.buffer()[starts[i]] != Tags.STRING) {
                return false;
            }
        }
        return true;
    }

    /** Writes the bytes that one of the values that were read has elsewhere. */
    void writeValue(int index, Encoder out) {
        int at = starts[index - first];
        int end = starts[index - first + 1];
        if (hasTexts || records.buffer()[at] == Tags.STRING) {
            at += hasTexts ? 0 : 1;
            out.octet(Tags.STRING);
            out.varint(end - at);
        }
        out.octets(records.buffer(), at, end);
    }

    /** One of the values that were read. */
    Object value(int index) {
        values.window(starts[index - first], starts[index - first + 1]);
        return hasTexts ? values.utf8(isAscii) : values.record();
    }
}
