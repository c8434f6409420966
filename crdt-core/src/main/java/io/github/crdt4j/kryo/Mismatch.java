package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;

/** Texts of exceptions about bytes or states that are of another kind than the caller expects. */
final class Mismatch {

    private Mismatch() {}

    /** That bytes hold one kind where another is expected. */
    static String found(Object expected, Object found) {
        String name = indefinite(expected.toString());
        String other = indefinite(found.toString());
        return "expected " + name + ", found "
                + (name.equals(other) ? "another " + found + ", which begins with another empty state" : other);
    }

    /** That a tag begins another operation-based type than expected. */
    static String foundTag(OpShape<?, ?> expected, int tag) {
        return foundTag(indefinite(expected.toString()), tag);
    }

    /** That a tag begins something else than what is expected: what that is and which method reads it. */
    static String foundTag(String expected, int tag) {
        return "expected " + expected + ", found " + kind(tag);
    }

    /** That the first byte is not the version of this format. */
    static String version(int first, int version) {
        String expected = ", where a version (" + version + ") is expected";
        if (first > version && first < ' ' && !Character.isWhitespace(first)) {
            return "these bytes begin with " + hex(first) + expected
                    + ": they are not of this library, or of a later release, which can read them";
        }
        String character = first > ' ' && first < 0x7F ? "'" + (char) first + "' (" + hex(first) + ")" : hex(first);
        return "these are not bytes of this library: they begin with " + character + expected;
    }

    /** That something is larger than the limit on bytes. */
    static String tooLong(String size, int maxBytes) {
        return size + ", more than maxBytes (" + maxBytes
                + "): raise KryoCodec.builder().maxBytes(...) at the writer and at every reader, or split the state";
    }

    /** That something is nested deeper than the limit on levels. */
    static String tooDeep(int maxDepth) {
        return "nested deeper than maxDepth (" + maxDepth
                + "): raise KryoCodec.builder().maxDepth(...), up to 100, at the writer and at every reader";
    }

    /** What a registered serializer threw, without what Kryo puts around it. */
    static String reason(Throwable thrown) {
        return thrown.getCause() == null ? String.valueOf(thrown.getMessage()) : reason(thrown.getCause());
    }

    /** That something takes more than the limit on unpacked bytes. */
    static String tooLongUnpacked(long size, long most, boolean isByDefault) {
        return "takes at least " + size + " bytes unpacked, more than maxUnpacked (" + most
                + (isByDefault
                        ? ", by default " + Session.DEFAULT_UNPACKED_TIMES + " times what was received, at least "
                                + Session.DEFAULT_UNPACKED_LEAST
                        : "")
                + "): if you trust the sender, raise KryoCodec.builder().maxUnpacked(...) at the writer and at every"
                + " reader";
    }

    private static String hex(int octet) {
        return String.format("0x%02x", octet);
    }

    private static String kind(int tag) {
        Types.Row own = Types.of(tag);
        Types.Op op = Types.op(tag);
        if (own != null) {
            String name = own.type().getSimpleName();
            return Crdt.class.isAssignableFrom(own.type()) ? state(name) : indefinite(name);
        } else if (op != null) {
            return indefinite(op.type().getSimpleName());
        }
        return switch (tag) {
            case Tags.COMPOSITE -> state("registered record");
            case Tags.OBJECT -> state("registered class");
            case Tags.DELTA_MESSAGE, Tags.ACK_MESSAGE, Tags.START_OVER_MESSAGE, Tags.CHECK_MESSAGE ->
                "a message of AntiEntropy: KryoCodec.decodeMessage reads it";
            case Tags.OPERATIONS_MESSAGE -> "a message of operations: OpCodec.decodeMessage reads it";
            case Tags.ANNOUNCEMENT -> "an announcement of operations: OpCodec.decodeAnnouncement reads it";
            case Tags.SNAPSHOT -> "a snapshot of operations: OpCodec.decodeSnapshot reads it";
            default ->
                PlainValues.isPlain(tag)
                        ? "a plain value, of tag " + hex(tag)
                        : "the unknown tag " + hex(tag) + ": the bytes are damaged, or of a later release";
        };
    }

    private static String state(String name) {
        return "a state (" + name + "): KryoCodec.decode reads it";
    }

    /** A name with its article, for names that are words or begin with letters that are spelled. */
    private static String indefinite(String name) {
        boolean isSpelled = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        String vowels = isSpelled ? "AEFHILMNORSX" : "AEIOUaeiou";
        return (vowels.indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
