package io.github.crdt4j.kryo;

/** When values are in blocks: where there are more than {@value #FEW} of them, outside of values and other blocks. */
final class Blocks {

    /** The most that are listed one by one, as a block pays off only for more. */
    static final int FEW = 8;

    private Blocks() {}

    static boolean areUsed(long count, Session session) {
        return count > FEW && session.packs();
    }

    /** A count of values in blocks, each of which takes at least a bit. */
    static int checkedCount(Decoder in, long count, int from) {
        if (count > 8L * in.remaining() || count > Integer.MAX_VALUE) {
            throw in.bad("a count of " + count + ", with " + in.remaining() + " bytes left", from);
        }
        return (int) count;
    }
}
