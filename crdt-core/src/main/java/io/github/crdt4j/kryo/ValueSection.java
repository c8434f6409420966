package io.github.crdt4j.kryo;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Up to {@value #SIZE} values on their way to bytes, in blocks of {@value #BLOCK}, each value told by how it differs from the
 * one before in its block: how much of its bytes is the same at the head, how much at the tail, and what is between. The
 * blocks have their {@link Code}s in common, so that a block can be small, and read alone.
 *
 * <p>The bytes of a value are called its record here: of a text, where all values are texts, its UTF-8 alone.
 */
final class ValueSection {

    static final int SIZE = 4096;
    static final int BLOCK = 64;

    /** What a section of texts begins with, and one with other values. */
    static final int TEXTS = 1;

    static final int OTHERS = 0;

    /** How often the most that a value shares may be halved: then it is nothing. */
    static final int MOST_HALVINGS = 6;

    /** How many times the octets of a section its records may take, the dots of set elements included, if they are texts. */
    private static final int MOST_TIMES = 48;

    /** The same if they are others: those take longer for their bytes, and share less. */
    private static final int MOST_TIMES_OF_OTHERS = 12;

    /** So many texts are looked at before any of them is written. */
    private static final int AT_ONCE = 256;

    /** The most characters of these. */
    private static final int MAX_TEXTS = 1 << 16;

    private final Session session;
    private Encoder records;
    private final Encoder blocks;
    private final int[] starts;
    private final boolean[] isText;
    private int count;
    private int texts; // of the values
    private char[] characters = {};
    private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
    private final byte[] heads; // the first of a block has none
    private final byte[] tails;
    private final Encoder lengths; // of the records, one after the other
    private byte[] middles = {};
    private final int[] lengthEnds = new int[SIZE / BLOCK + 1]; // by the block
    private final int[] middleEnds = new int[SIZE / BLOCK + 1];
    private final SectionCodes.Counter counter = new SectionCodes.Counter();

    /**
     * A section that is empty.
     *
     * @param all how many values there are for this and further sections
     */
    ValueSection(Session session, int all) {
        int most = Math.min(all, SIZE);
        this.session = session;
        starts = new int[most + 1];
        isText = new boolean[most];
        heads = new byte[most];
        tails = new byte[most];
        records = new Encoder(session);
        blocks = new Encoder(session);
        lengths = new Encoder(session);
    }

    /** Adds a part of an array of values. */
    void addAll(Object[] values, int from, int to) {
        for (int begin = from; begin < to; begin += AT_ONCE) {
            int end = Math.min(begin + AT_ONCE, to);
            if (!addTexts(values, begin, end)) {
                for (int i = begin; i < end; i++) {
                    add(values[i]);
                }
            }
        }
    }

    /**
     * Adds values if they are all texts in ASCII. A first loop looks at their lengths and does nothing else, so that many
     * of them are on their way from memory at a time.
     */
    private boolean addTexts(Object[] values, int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            if (!(values[i] instanceof String text) || text.length() > MAX_TEXTS - size) {
                return false;
            }
            size += text.length();
            starts[count + i - from + 1] = records.size() + size;
            isText[count + i - from] = true;
        }
        if (characters.length < size) {
            characters = new char[Math.max(size, 2 * characters.length)];
        }
        int at = 0;
        for (int i = from; i < to; i++) {
            String text = (String) values[i];
            text.getChars(0, text.length(), characters, at);
            at += text.length();
        }
        if (!records.ascii(latin1, characters, size)) {
            return false;
        }
        count += to - from;
        texts += to - from;
        return true;
    }

    private void add(Object value) {
        boolean text = records.utf8(value);
        if (!text) {
            records.value(value);
        }
        added(text);
    }

    /** Adds a value by the bytes it has elsewhere. */
    void add(byte[] bytes, int from, int to) {
        int content = from;
        boolean text = bytes[from] == Tags.STRING;
        if (text) {
            do {
                content++;
            } while (bytes[content] < 0);
            content++;
        }
        records.octets(bytes, content, to);
        added(text);
    }

    private void added(boolean text) {
        isText[count] = text;
        texts += text ? 1 : 0;
        starts[++count] = records.size();
    }

    /** Writes the values that were added, and forgets them. */
    void write(Encoder out) {
        out.unpacks(records.size());
        pack(out);
    }

    /**
     * Writes them with as much shared as a reader allows by default: it is told nothing of what is in them, only how much
     * larger they are than the bytes.
     */
    void pack(Encoder out) {
        if (texts < count) {
            tagTexts();
        }
        int begin = out.size();
        int halvings = 0;
        pack(out, halvings);
        while (halvings < MOST_HALVINGS && isTooLarge(texts == count, records.size(), count, out.size() - begin)) {
            out.backTo(begin);
            pack(out, ++halvings);
        }
        records.clear();
        count = 0;
        texts = 0;
    }

    /** Whether records take too many times the octets that they are packed in. */
    static boolean isTooLarge(boolean areTexts, long size, int count, int packed) {
        return size + (long) ElementBlocks.DOT_SIZE * count
                > (long) (areTexts ? MOST_TIMES : MOST_TIMES_OF_OTHERS) * packed;
    }

    /** Writes them with at most so much shared, and keeps them; other values than texts have their tags. */
    void pack(Encoder out, int halvings) {
        int unused = records.claim(0, Long.BYTES); // to look at eight octets at a time
        out.octet((texts == count ? TEXTS : OTHERS) | halvings << 1);
        Neighbours.share(records.buffer(), starts, count, heads, tails, Neighbours.MAX_SHARED >> halvings);
        gather();
        SectionCodes codes = codes();
        codes.write(out);
        blocks.clear();
        var bits = new BitWriter(blocks);
        for (int block = 0, from = 0; from < count; block++, from += BLOCK) {
            int begin = blocks.size();
            writeBlock(codes, block, bits);
            if (from + BLOCK < count) {
                out.varint(blocks.size() - begin);
            }
        }
        out.octets(blocks.buffer(), 0, blocks.size());
    }

    /** Puts tags before texts, which are not alone here. */
    private void tagTexts() {
        var tagged = new Encoder(session);
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (isText[i]) {
                tagged.octet(Tags.STRING);
            }
            tagged.octets(records.buffer(), from, starts[i + 1]);
            from = starts[i + 1];
            starts[i + 1] = tagged.size();
        }
        records = tagged;
    }

    /** Puts the lengths, and what is between heads and tails, into columns. */
    private void gather() {
        if (middles.length - Long.BYTES < records.size()) {
            middles = new byte[records.size() + Long.BYTES];
        }
        byte[] source = records.buffer();
        lengths.clear();
        int at = 0; // of the middles
        for (int block = 0, from = 0; from < count; block++, from += BLOCK) {
            for (int i = from; i < Math.min(from + BLOCK, count); i++) {
                int length = starts[i + 1] - starts[i];
                lengths.varint(length);
                int own = length - heads[i] - tails[i];
                EightOctets.copy(source, starts[i] + heads[i], middles, at, own);
                at += own;
            }
            lengthEnds[block + 1] = lengths.size();
            middleEnds[block + 1] = at;
        }
    }

    private SectionCodes codes() {
        counter.clear();
        counter.addLengths(lengths.buffer(), lengths.size());
        for (int from = 0; from < count; from += BLOCK) {
            counter.addShared(heads, tails, from + 1, Math.min(from + BLOCK, count));
        }
        counter.addMiddles(middles, middleEnds[(count + BLOCK - 1) / BLOCK]);
        return counter.codes();
    }

    private void writeBlock(SectionCodes codes, int block, BitWriter bits) {
        int from = block * BLOCK + 1;
        int to = Math.min(from - 1 + BLOCK, count);
        bits.write(codes.lengths(), lengths.buffer(), lengthEnds[block], lengthEnds[block + 1]);
        bits.write(codes.heads(), heads, from, to);
        bits.write(codes.tails(), tails, from, to);
        bits.write(codes.middles(), middles, middleEnds[block], middleEnds[block + 1]);
        bits.end();
    }
}
