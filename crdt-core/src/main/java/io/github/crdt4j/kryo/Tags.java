package io.github.crdt4j.kryo;

/**
 * The first byte of every value and message: what follows. Append-only, see {@code docs/format.md}. {@link Types} has those of
 * states.
 */
final class Tags {

    static final int NULL = 0x00;
    static final int FALSE = 0x01;
    static final int TRUE = 0x02;
    static final int BYTE = 0x03;
    static final int SHORT = 0x04;
    static final int CHARACTER = 0x05;
    static final int INTEGER = 0x06;
    static final int LONG = 0x07;
    static final int FLOAT = 0x08;
    static final int DOUBLE = 0x09;
    static final int BIG_INTEGER = 0x0A;
    static final int BIG_DECIMAL = 0x0B;
    static final int STRING = 0x0C;
    static final int UTF_16 = 0x0D;
    static final int UUID = 0x0E;
    static final int INSTANT = 0x0F;
    static final int LOCAL_DATE = 0x10;
    static final int LIST = 0x11;
    static final int OPTIONAL = 0x12;

    static final int COMPOSITE = 0x38;
    static final int OBJECT = 0x39;

    static final int DELTA_MESSAGE = 0x41;
    static final int ACK_MESSAGE = 0x42;
    static final int START_OVER_MESSAGE = 0x43;
    static final int CHECK_MESSAGE = 0x44;

    static final int OPERATIONS_MESSAGE = 0x60;
    static final int ANNOUNCEMENT = 0x61;
    static final int SNAPSHOT = 0x62;

    private Tags() {}
}
