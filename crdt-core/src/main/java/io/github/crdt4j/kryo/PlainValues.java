package io.github.crdt4j.kryo;

import io.github.crdt4j.time.LamportTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The values with an encoding of their own: the immutable classes people use as elements and keys. */
final class PlainValues {

    private static final Set<Class<?>> CLASSES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            String.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            Optional.class);

    private PlainValues() {}

    static boolean isPlain(Class<?> type) {
        return CLASSES.contains(type) || List.class.isAssignableFrom(type);
    }

    static boolean isPlain(int tag) {
        return tag >= Tags.FALSE && tag <= Tags.OPTIONAL;
    }

    /** Writes a value with its tag, if it is one of these. */
    static boolean write(Encoder out, Object value) {
        if (value instanceof String text) {
            writeText(out, text);
        } else if (value instanceof Boolean flag) {
            out.octet(flag ? Tags.TRUE : Tags.FALSE);
        } else if (value instanceof Number number) {
            return PlainNumbers.write(out, number);
        } else if (value instanceof Character character) {
            out.octet(Tags.CHARACTER);
            out.fixed(character, 2);
        } else if (value instanceof UUID uuid) {
            out.octet(Tags.UUID);
            out.fixed(uuid.getMostSignificantBits(), 8);
            out.fixed(uuid.getLeastSignificantBits(), 8);
        } else if (value instanceof Instant instant) {
            out.octet(Tags.INSTANT);
            out.signed(instant.getEpochSecond());
            out.varint(instant.getNano());
        } else if (value instanceof LocalDate date) {
            out.octet(Tags.LOCAL_DATE);
            out.signed(date.toEpochDay());
        } else if (value instanceof Optional<?> optional) {
            out.octet(Tags.OPTIONAL);
            optional.ifPresentOrElse(out::tagged, () -> out.octet(Tags.NULL));
        } else if (value instanceof List<?> list) {
            out.octet(Tags.LIST);
            out.varint(list.size());
            for (Object element : list) {
                if (element == null) {
                    throw new IllegalArgumentException("null has no encoding, and a list of " + list.size()
                            + " elements has one at index " + list.indexOf(null) + ": leave it out");
                }
                out.tagged(element);
            }
        } else {
            return false;
        }
        return true;
    }

    private static void writeText(Encoder out, String text) {
        if (isWellFormed(text)) {
            out.octet(Tags.STRING);
            out.text(text);
        } else {
            out.octet(Tags.UTF_16);
            byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
            for (int i = 0; i < text.length(); i++) { // the charset would replace unpaired surrogates
                units[2 * i] = (byte) (text.charAt(i) >> 8);
                units[2 * i + 1] = (byte) text.charAt(i);
            }
            out.varint(units.length);
            out.octets(units, 0, units.length);
        }
    }

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return true;
    }

    static void writeStamp(Encoder out, LamportTimestamp stamp) {
        out.varint(stamp.counter());
        out.replica(stamp.replica());
    }

    static LamportTimestamp readStamp(Decoder in) {
        return new LamportTimestamp(in.positive("stamp"), in.replica());
    }

    /** Reads a value after its tag, which {@link #isPlain(int)}. */
    static Object read(Decoder in, int tag) {
        return switch (tag) {
            case Tags.FALSE -> false;
            case Tags.TRUE -> true;
            case Tags.BYTE -> (byte) in.octet();
            case Tags.SHORT -> (short) PlainNumbers.within(in, Short.MIN_VALUE, Short.MAX_VALUE);
            case Tags.CHARACTER -> (char) in.fixed(2);
            case Tags.INTEGER -> (int) PlainNumbers.within(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Tags.LONG -> in.signed();
            case Tags.FLOAT -> PlainNumbers.readFloat(in);
            case Tags.DOUBLE -> PlainNumbers.readDouble(in);
            case Tags.BIG_INTEGER -> PlainNumbers.readInteger(in);
            case Tags.BIG_DECIMAL -> PlainNumbers.readDecimal(in);
            case Tags.STRING -> in.text();
            case Tags.UTF_16 -> readUnits(in);
            case Tags.UUID -> new UUID(in.fixed(8), in.fixed(8));
            case Tags.INSTANT ->
                Instant.ofEpochSecond(
                        PlainNumbers.within(in, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()), nanos(in));
            case Tags.LOCAL_DATE ->
                LocalDate.ofEpochDay(PlainNumbers.within(in, LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay()));
            case Tags.LIST -> readList(in);
            default -> Optional.ofNullable(in.taggedOrNull());
        };
    }

    private static long nanos(Decoder in) {
        int from = in.position();
        long nanos = in.varint();
        if (nanos > 999_999_999) {
            throw in.bad(nanos + " nanoseconds are no part of a second", from);
        }
        return nanos;
    }

    private static String readUnits(Decoder in) {
        int from = in.position();
        byte[] units = in.octets(in.length());
        if (units.length % 2 != 0) {
            throw in.bad("half a character", from);
        }
        char[] characters = new char[units.length / 2];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) (units[2 * i] << 8 | units[2 * i + 1] & 0xFF);
        }
        String text = new String(characters);
        if (isWellFormed(text)) {
            throw in.bad("a text in UTF-16 that needs no UTF-16", from);
        }
        return text;
    }

    private static List<Object> readList(Decoder in) {
        int count = in.count(1);
        var list = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            list.add(in.tagged());
        }
        return List.copyOf(list);
    }
}
