package io.github.crdt4j.kryo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight octets at a time, as a number whose highest octet is the first of them. */
final class EightOctets {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long EVERY = 0x0101_0101_0101_0101L;
    private static final long OCTETS = 0x00FF_00FF_00FF_00FFL;
    private static final long PAIRS = 0x0000_FFFF_0000_FFFFL;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    /** More are copied by a call. */
    private static final int MANY = 64;

    private EightOctets() {}

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void set(byte[] bytes, int at, long eight) {
        LONGS.set(bytes, at, eight);
    }

    /** The same number in each octet. */
    static long each(int octet) {
        return EVERY * octet;
    }

    /** Whether an octet has its highest bit set. */
    static boolean anyNegative(long eight) {
        return (eight & HIGHEST_BITS) != 0;
    }

    /** The low bits of each octet, one right after the other at the low end; all others must be 0. */
    static long squeeze(long eight, int width) {
        long pairs = (eight & ~OCTETS) >>> Byte.SIZE - width | eight & OCTETS;
        long fours = (pairs & ~PAIRS) >>> 2 * (Byte.SIZE - width) | pairs & PAIRS;
        return fours >>> Integer.SIZE << 4 * width | fours & 0xFFFF_FFFFL;
    }

    /** What was squeezed. */
    static long spread(long squeezed, int width) {
        long half = (1L << 4 * width) - 1;
        long fours = squeezed >>> 4 * width << Integer.SIZE | squeezed & half;
        long low = (1L << 2 * width) - 1;
        long twos = low << Integer.SIZE | low;
        long pairs = (fours & ~twos) << 2 * (Byte.SIZE - width) | fours & twos;
        long ones = each((1 << width) - 1) & OCTETS;
        return (pairs & ~ones) << Byte.SIZE - width | pairs & ones;
    }

    /** How many octets are the same from two places on, up to a most; up to 7 behind that are looked at, too. */
    static int sameFrom(byte[] bytes, int one, int other, int most) {
        for (int i = 0; i < most; i += Long.BYTES) {
            long different = get(bytes, one + i) ^ get(bytes, other + i);
            if (different != 0) {
                return Math.min(most, i + Long.numberOfLeadingZeros(different) / Byte.SIZE);
            }
        }
        return most;
    }

    /** How many octets are the same before two places, up to a most; the first place is the one further to the front. */
    static int sameBefore(byte[] bytes, int first, int second, int most) {
        int i = 0;
        for (; i < most && first - i >= Long.BYTES; i += Long.BYTES) {
            long different = get(bytes, first - i - Long.BYTES) ^ get(bytes, second - i - Long.BYTES);
            if (different != 0) {
                return Math.min(most, i + Long.numberOfTrailingZeros(different) / Byte.SIZE);
            }
        }
        while (i < most && bytes[first - 1 - i] == bytes[second - 1 - i]) {
            i++;
        }
        return Math.min(most, i);
    }

    /** Copies octets, mostly few; up to 7 behind them are read and written, too. */
    static void copy(byte[] source, int from, byte[] target, int at, int count) {
        if (count > MANY) {
            System.arraycopy(source, from, target, at, count);
            return;
        }
        for (int i = 0; i < count; i += Long.BYTES) {
            set(target, at + i, get(source, from + i));
        }
    }
}
