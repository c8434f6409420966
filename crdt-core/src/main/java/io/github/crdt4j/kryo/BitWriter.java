package io.github.crdt4j.kryo;

/** Writes codes one right after the other, the first bit at the high end of an octet. */
final class BitWriter {

    /** Room is made for so many codes at a time. */
    private static final int MANY = 1 << 12;

    private final Encoder out;
    private long bits; // those that are not yet a whole octet, at the high end
    private int count; // of these

    BitWriter(Encoder out) {
        this.out = out;
    }

    /** Writes the codes of octets. */
    void write(Code code, byte[] source, int from, int to) {
        if (code.width() == 0) {
            return;
        }
        int next = from;
        if (code.isRun()) {
            next += (to - from) / Long.BYTES * Long.BYTES;
            writeRun(code.run(), code.width(), source, from, next);
        }
        write(code.codes(), source, next, to);
    }

    /** Writes the codes of a run, eight at a time, which are together as long as some octets. */
    private void writeRun(int first, int width, byte[] source, int from, int to) {
        if (from == to) {
            return;
        }
        long codes = (long) (to - from) / Byte.SIZE * width; // in octets
        int at = out.claim((int) codes, Long.BYTES);
        byte[] target = out.buffer();
        long pending = bits;
        int shift = Long.SIZE - count - Byte.SIZE * width;
        for (int i = from; i < to; i += Long.BYTES) {
            long numbers = EightOctets.get(source, i) - EightOctets.each(first);
            pending |= EightOctets.squeeze(numbers, width) << shift;
            EightOctets.set(target, at, pending);
            at += width;
            pending <<= Byte.SIZE * width;
        }
        bits = pending;
    }

    /**
     * Writes the codes of octets.
     *
     * @param codes by octet, each with its length in the low 4 bits
     */
    void write(int[] codes, byte[] source, int from, int to) {
        int next = from;
        while (to - next > MANY) {
            writeFew(codes, source, next, next + MANY);
            next += MANY;
        }
        writeFew(codes, source, next, to);
    }

    private void writeFew(int[] codes, byte[] source, int from, int to) {
        int begin = out.claim(0, (to - from) * Huffman.MAX_LENGTH / Byte.SIZE + 2 * Long.BYTES);
        byte[] target = out.buffer();
        int next = begin;
        long pending = bits;
        int pendingCount = count;
        int i = from;
        for (; i + 3 < to; i += 4) { // four at a time are joined before they wait for the bits of the last ones
            int code0 = codes[source[i] & 0xFF];
            int code1 = codes[source[i + 1] & 0xFF];
            int code2 = codes[source[i + 2] & 0xFF];
            int code3 = codes[source[i + 3] & 0xFF];
            int length1 = code1 & 0xF;
            int length3 = code3 & 0xF;
            int length23 = (code2 & 0xF) + length3;
            long four =
                    (long) (code0 >>> 4 << length1 | code1 >>> 4) << length23 | code2 >>> 4 << length3 | code3 >>> 4;
            pendingCount += (code0 & 0xF) + length1 + length23;
            pending |= four << -pendingCount;
            EightOctets.set(target, next, pending);
            next += pendingCount >>> 3;
            pending <<= pendingCount & ~7;
            pendingCount &= 7;
        }
        for (; i < to; i++) {
            int code = codes[source[i] & 0xFF];
            pendingCount += code & 0xF;
            pending |= (long) (code >>> 4) << -pendingCount;
            EightOctets.set(target, next, pending);
            next += pendingCount >>> 3;
            pending <<= pendingCount & ~7;
            pendingCount &= 7;
        }
        var unused = out.claim(next - begin);
        bits = pending;
        count = pendingCount;
    }

    /** Fills up the last octet with bits 0. */
    void end() {
        if (count > 0) {
            out.octet((int) (bits >>> Long.SIZE - Byte.SIZE));
        }
        bits = 0;
        count = 0;
    }
}
