package io.github.crdt4j.kryo;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The boxes of the primitive numbers, and the big ones. */
final class PlainNumbers {

    /** More than 2⁶³ messages of 2³¹ operations, each of 2⁶³, add up to. */
    private static final int MOST_BITS_OF_SUM = 255;

    private PlainNumbers() {}

    /** Writes a number with its tag, if its class is one of these. */
    static boolean write(Encoder out, Number number) {
        Class<?> type = number.getClass(); // BigInteger and BigDecimal may have subclasses
        if (type == Integer.class) {
            out.octet(Tags.INTEGER);
            out.signed(number.intValue());
        } else if (type == Long.class) {
            out.octet(Tags.LONG);
            out.signed(number.longValue());
        } else if (type == Short.class) {
            out.octet(Tags.SHORT);
            out.signed(number.shortValue());
        } else if (type == Byte.class) {
            out.octet(Tags.BYTE);
            out.octet(number.byteValue());
        } else if (type == Double.class) {
            out.octet(Tags.DOUBLE);
            out.fixed(Double.doubleToLongBits(number.doubleValue()), 8);
        } else if (type == Float.class) {
            out.octet(Tags.FLOAT);
            out.fixed(Float.floatToIntBits(number.floatValue()), 4);
        } else if (type == BigInteger.class) {
            out.octet(Tags.BIG_INTEGER);
            writeInteger(out, (BigInteger) number);
        } else if (type == BigDecimal.class) {
            out.octet(Tags.BIG_DECIMAL);
            out.signed(((BigDecimal) number).scale());
            writeInteger(out, ((BigDecimal) number).unscaledValue());
        } else {
            return false;
        }
        return true;
    }

    static void writeInteger(Encoder out, BigInteger integer) {
        byte[] octets = integer.toByteArray();
        out.varint(octets.length);
        out.octets(octets, 0, octets.length);
    }

    static long within(Decoder in, long least, long greatest) {
        int from = in.position();
        long number = in.signed();
        if (number < least || number > greatest) {
            throw in.bad(number + " is not within " + least + " to " + greatest, from);
        }
        return number;
    }

    static float readFloat(Decoder in) {
        int from = in.position();
        int bits = (int) in.fixed(4);
        float number = Float.intBitsToFloat(bits);
        if (Float.floatToIntBits(number) != bits) {
            throw in.bad("a NaN that is not the canonical one", from);
        }
        return number;
    }

    static double readDouble(Decoder in) {
        int from = in.position();
        long bits = in.fixed(8);
        double number = Double.longBitsToDouble(bits);
        if (Double.doubleToLongBits(number) != bits) {
            throw in.bad("a NaN that is not the canonical one", from);
        }
        return number;
    }

    static BigInteger readInteger(Decoder in) {
        int from = in.position();
        byte[] octets = in.octets(in.length());
        if (octets.length == 0 || octets.length > 1 && octets[0] == octets[1] >> 7) {
            throw in.bad("an integer that is not in its shortest form", from);
        }
        return new BigInteger(octets);
    }

    /** An integer that is a sum of counts, and so far from as large as others may be: work on these is quadratic. */
    static BigInteger readSum(Decoder in) {
        int from = in.position();
        BigInteger sum = readInteger(in);
        if (sum.bitLength() > MOST_BITS_OF_SUM) {
            throw in.bad("a sum of " + sum.bitLength() + " bits, where no count reaches " + MOST_BITS_OF_SUM, from);
        }
        return sum;
    }

    static BigDecimal readDecimal(Decoder in) {
        int scale = (int) within(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new BigDecimal(readInteger(in), scale);
    }
}
