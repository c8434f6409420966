package io.github.crdt4j.kryo;

/** The first byte of every value and message: what follows. Append-only, see {@code docs/format.md}. */
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

    static final int REPLICA_ID = 0x20;
    static final int DOT = 0x21;
    static final int LAMPORT_TIMESTAMP = 0x22;
    static final int VECTOR_CLOCK = 0x23;
    static final int CAUSAL_CONTEXT = 0x24;

    static final int G_COUNTER = 0x28;
    static final int PN_COUNTER = 0x29;
    static final int LWW_REGISTER = 0x2A;
    static final int MV_REGISTER = 0x2B;
    static final int OR_SET = 0x2C;
    static final int OR_MAP = 0x2D;
    static final int REMOVABLE = 0x2E;

    static final int COMPOSITE = 0x38;
    static final int OBJECT = 0x39;

    static final int DELTA_MESSAGE = 0x41;
    static final int ACK_MESSAGE = 0x42;
    static final int START_OVER_MESSAGE = 0x43;
    static final int CHECK_MESSAGE = 0x44;

    static final int OP_G_COUNTER = 0x50;
    static final int OP_PN_COUNTER = 0x51;
    static final int OP_LWW_REGISTER = 0x52;
    static final int OP_MV_REGISTER = 0x53;
    static final int OP_OR_SET = 0x54;
    static final int OP_OR_MAP = 0x55;

    static final int OPERATIONS_MESSAGE = 0x60;
    static final int ANNOUNCEMENT = 0x61;
    static final int SNAPSHOT = 0x62;

    private Tags() {}
}
