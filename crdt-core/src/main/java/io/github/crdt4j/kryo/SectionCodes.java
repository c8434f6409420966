package io.github.crdt4j.kryo;

/**
 * The codes that the blocks of a section have in common, one for each column.
 *
 * @param lengths of the lengths of records, numbers in groups of seven bits
 * @param heads of the heads
 * @param tails of the tails
 * @param middles of what is between
 */
record SectionCodes(Code lengths, Code heads, Code tails, Code middles) {

    /** Counts what a section has in its columns. */
    static final class Counter {
        private final Histogram lengths = new Histogram();
        private final Histogram heads = new Histogram();
        private final Histogram tails = new Histogram();
        private final Histogram middles = new Histogram();

        void clear() {
            lengths.clear();
            heads.clear();
            tails.clear();
            middles.clear();
        }

        void addLengths(byte[] octets, int to) {
            lengths.add(octets, 0, to);
        }

        /** Counts heads and tails of a block. */
        void addShared(byte[] headOctets, byte[] tailOctets, int from, int to) {
            heads.add(headOctets, from, to);
            tails.add(tailOctets, from, to);
        }

        void addMiddles(byte[] octets, int to) {
            middles.add(octets, 0, to);
        }

        SectionCodes codes() {
            return new SectionCodes(
                    Code.of(lengths.sums(), 0),
                    Code.of(heads.sums(), 0),
                    Code.of(tails.sums(), 0),
                    Code.of(middles.sums(), 1));
        }
    }

    void write(Encoder out) {
        lengths.write(out);
        heads.write(out);
        tails.write(out);
        middles.write(out);
    }

    static SectionCodes read(Decoder in) {
        return new SectionCodes(Code.read(in, 0), Code.read(in, 0), Code.read(in, 0), Code.read(in, 1));
    }
}
