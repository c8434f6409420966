package io.github.crdt4j.internal.trie;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Digests of objects by their contents, for classes whose contents are known here and records of these; objects of any other class
 * have none, for a hash code of 32 bits tells too little. A secret of this process is mixed into each, so that nobody can choose two
 * that collide. No result depends on the secret: it decides only what is skipped as equal, and equal it is.
 */
public final class Contents {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long START = RANDOM.nextLong();
    private static final long FACTOR = RANDOM.nextLong() | 1;
    private static final long MASK = RANDOM.nextLong();
    private static final long SALT = RANDOM.nextLong();

    /** The characters that are read at a time. */
    private static final int BLOCK = 8;

    private static final Map<Class<?>, ToLongFunction<Object>> KNOWN = new ConcurrentHashMap<>();

    private Contents() {}

    /**
     * Says how a class of objects is digested. Called once by each, from its static initializer.
     *
     * @param type the class, not a subclass of which there are objects
     * @param digest tells the digest of all that {@code equals} looks at, made of those here; or {@link Digested#UNKNOWN}
     */
    public static void publish(Class<?> type, ToLongFunction<Object> digest) {
        KNOWN.put(type, digest);
    }

    /**
     * The digest of an object.
     *
     * @param object the object
     * @return the digest, or {@link Digested#UNKNOWN}
     */
    public static long digest(Object object) {
        if (object instanceof String text) {
            return ofText(START, text);
        }
        if (object instanceof Digested digested) {
            return digested.digest();
        }
        if (object instanceof Long number) {
            return next(START + FACTOR, number);
        }
        if (object instanceof Integer number) {
            return next(START - FACTOR, number);
        }
        return ofOthers(object);
    }

    private static long ofOthers(Object object) {
        if (object instanceof Short || object instanceof Byte) {
            return of(object, ((Number) object).longValue());
        } else if (object instanceof Double number) {
            return of(object, Double.doubleToLongBits(number));
        } else if (object instanceof Float number) {
            return of(object, Float.floatToIntBits(number));
        } else if (object instanceof Boolean truth) {
            return of(object, truth ? 1 : 0);
        } else if (object instanceof Character character) {
            return of(object, character);
        } else if (object instanceof UUID id) {
            return next(of(object, id.getMostSignificantBits()), id.getLeastSignificantBits());
        } else if (object instanceof Instant time) {
            return next(of(object, time.getEpochSecond()), time.getNano());
        } else if (object instanceof LocalDate date) {
            return of(object, date.toEpochDay());
        } else if (object instanceof Enum<?> constant) {
            return ofText(ofName(constant.getDeclaringClass()), constant.name());
        } else if (object.getClass() == BigInteger.class) {
            return ofOctets(of(object, 0), ((BigInteger) object).toByteArray());
        } else if (object.getClass() == BigDecimal.class) {
            var decimal = (BigDecimal) object;
            return ofOctets(of(object, decimal.scale()), decimal.unscaledValue().toByteArray());
        } else if (object instanceof List<?> list) {
            return ofList(list);
        } else if (object instanceof Optional<?> optional) {
            return ofOptional(optional);
        } else if (object instanceof Set<?> set) {
            return ofSet(set);
        } else if (object instanceof Map<?, ?> map) {
            return ofPair(ofSet(map.entrySet()), FACTOR);
        } else if (object instanceof Map.Entry<?, ?> entry) {
            return ofPair(ofPart(entry.getKey()), ofPart(entry.getValue()));
        } else if (object instanceof Record) {
            return RecordContents.digest(object);
        }
        ToLongFunction<Object> known = KNOWN.get(object.getClass());
        long digest = known == null ? Digested.UNKNOWN : known.applyAsLong(object);
        return digest == Digested.UNKNOWN ? digest : of(object, digest);
    }

    private static long ofList(List<?> list) {
        long digest = next(START, list.size());
        for (Object element : list) {
            long part = ofPart(element);
            if (part == Digested.UNKNOWN) {
                return part;
            }
            digest = next(digest, part);
        }
        return digest;
    }

    private static long ofOptional(Optional<?> optional) {
        long part = optional.isEmpty() ? FACTOR : digest(optional.get());
        return part == Digested.UNKNOWN ? part : of(optional, part);
    }

    /** Of the elements in any order. */
    private static long ofSet(Set<?> set) {
        long sum = next(SALT ^ FACTOR, set.size());
        for (Object element : set) {
            sum = Digest.plus(sum, ofPair(ofPart(element), SALT));
        }
        return sum;
    }

    private static long ofPair(long one, long other) {
        return one == Digested.UNKNOWN || other == Digested.UNKNOWN ? Digested.UNKNOWN : next(next(START, one), other);
    }

    static long ofPart(Object part) {
        return part == null ? FACTOR : digest(part);
    }

    /** The class is told by its name: objects of different classes are never equal. */
    private static long of(Object object, long bits) {
        return next(START + object.getClass().getName().hashCode() * 0x9e3779b97f4a7c15L, bits);
    }

    static long ofName(Class<?> type) {
        return ofText(START, type.getName());
    }

    static long next(long digest, long bits) {
        return digest(bits, digest);
    }

    /** Eight characters a step; those of the last are filled up with zeros, and the length tells how many. */
    private static long ofText(long start, String text) {
        int length = text.length();
        long digest = start + length;
        int at = 0;
        for (; at + BLOCK <= length; at += BLOCK) {
            digest = fold(four(text, at) ^ MASK, four(text, at + BLOCK / 2) ^ digest);
        }
        if (at < length) {
            digest = fold(rest(text, at, at + BLOCK / 2) ^ MASK, rest(text, at + BLOCK / 2, length) ^ digest);
        }
        return fold(digest ^ FACTOR, MASK);
    }

    /** Sixteen octets a step. The text of a number would take time that grows with the square of its length. */
    private static long ofOctets(long start, byte[] octets) {
        var words = ByteBuffer.wrap(Arrays.copyOf(octets, (octets.length + 2 * Long.BYTES - 1) & -2 * Long.BYTES));
        long digest = start + octets.length;
        while (words.hasRemaining()) {
            digest = fold(words.getLong() ^ MASK, words.getLong() ^ digest);
        }
        return fold(digest ^ FACTOR, MASK);
    }

    private static long four(String text, int at) {
        return text.charAt(at)
                | (long) text.charAt(at + 1) << 16
                | (long) text.charAt(at + 2) << 32
                | (long) text.charAt(at + 3) << 48;
    }

    /** Up to four characters, as far as the text goes. */
    private static long rest(String text, int from, int to) {
        if (from + BLOCK / 2 <= text.length()) {
            return four(text, from);
        }
        long bits = 0;
        for (int at = from; at < Math.min(to, text.length()); at++) {
            bits |= (long) text.charAt(at) << (at - from) * 16;
        }
        return bits;
    }

    /**
     * A digest of two numbers, in order.
     *
     * @param one a number, or the digest of something
     * @param other another
     * @return the digest
     */
    public static long digest(long one, long other) {
        return fold(one ^ MASK, other ^ SALT);
    }

    /**
     * All bits of a product of 128, in 64. Who does not know the secrets in both factors cannot tell how a change of either
     * comes out, which a product of 64 bits would let them: its highest bit depends on the highest bits alone. Without signs,
     * for (-a)(-b) is ab, and -a is a with all bits but the lowest turned if a is odd, whatever the secrets are.
     */
    private static long fold(long one, long other) {
        long high = Math.multiplyHigh(one, other) + (one >> 63 & other) + (other >> 63 & one);
        return one * other ^ high;
    }
}
