package io.github.crdt4j.internal.text;

import com.google.common.collect.ContiguousSet;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The texts of states and of their parts: the value first, then what it consists of, both cut to what a person reads.
 *
 * <p>A text shows at most {@value #MOST_ELEMENTS} elements of each collection and {@value #MOST_IN_ALL} in all, counted
 * through nested states, users' records between them included. It costs what it shows.
 */
public final class Text {

    /** The most elements of one collection. */
    public static final int MOST_ELEMENTS = 20;

    /** The most elements of one text, at all depths. */
    static final int MOST_IN_ALL = 100;

    /** The longest text of one element or value, in characters. */
    static final int MOST_CHARACTERS = 200;

    /** Numbers of more bits are not written out, which takes a time quadratic in their length. */
    private static final int MOST_BITS = 2_048;

    /** What the outermost text on this thread has left; nested ones take from it, whoever calls them. */
    private static final ThreadLocal<Text> OUTERMOST = new ThreadLocal<>();

    private int left = MOST_IN_ALL;
    private boolean detailed;

    private Text() {}

    /**
     * The text of a state: its name and value, and what these consist of in parentheses. Nested in another, it is that one of
     * the two which the outer text is at.
     *
     * @param name the name of the type
     * @param value the text of what a reader sees
     * @param detail the text of what it consists of, not added when empty
     */
    public static String state(String name, Supplier<String> value, Supplier<String> detail) {
        Text outer = OUTERMOST.get();
        if (outer != null) {
            return outer.detailed ? detail.get() : name + " " + value.get();
        }
        return counted(text -> {
            String head = name + " " + value.get();
            text.left = MOST_IN_ALL;
            text.detailed = true;
            String tail = detail.get();
            return tail.isEmpty() ? head : head + " (" + tail + ")";
        });
    }

    /**
     * The first elements of a collection, and how many more there are.
     *
     * @param elements the elements
     * @param size how many there are
     * @param show the text of one
     * @param before what stands before them
     * @param after what stands after them
     * @param <T> the type of the elements
     */
    public static <T> String all(
            Iterable<T> elements, long size, Function<? super T, String> show, String before, String after) {
        return counted(text -> {
            var shown = new StringBuilder().append(before);
            Iterator<T> next = elements.iterator();
            long count = 0;
            while (count < MOST_ELEMENTS && text.left > 0 && next.hasNext()) {
                text.left--;
                shown.append(count++ == 0 ? "" : ", ").append(show.apply(next.next()));
            }
            if (count < size) {
                shown.append(count == 0 ? "" : ", ")
                        .append("… and ")
                        .append(spaced(size - count))
                        .append(" more");
            }
            return shown.append(after).toString();
        });
    }

    /** The texts of the first positions, counted from 0, and how many more there are. */
    public static String all(int size, IntFunction<String> show, String before, String after) {
        return all(ContiguousSet.closedOpen(0, size), size, show::apply, before, after);
    }

    /** The text of a collection. */
    public static String all(Collection<?> elements) {
        return all(elements, elements.size(), Text::of, "[", "]");
    }

    /** The text of a map. */
    public static String all(Map<?, ?> entries) {
        return all(
                entries.entrySet(), entries.size(), entry -> of(entry.getKey()) + "=" + of(entry.getValue()), "{", "}");
    }

    /** The text of any object, cut if it is long. */
    public static String of(Object value) {
        return counted(text -> {
            if (value instanceof Map<?, ?> map) {
                return all(map);
            } else if (value instanceof Collection<?> collection) {
                return all(collection);
            } else if (value instanceof BigInteger number && number.bitLength() > MOST_BITS
                    || value instanceof BigDecimal decimal
                            && decimal.unscaledValue().bitLength() > MOST_BITS) {
                return "a " + value.getClass().getSimpleName() + " of more than " + MOST_BITS + " bits";
            }
            int before = text.left;
            String whole = String.valueOf(value);
            int most = text.left == before
                    ? MOST_CHARACTERS
                    : MOST_IN_ALL * MOST_CHARACTERS; // it holds states, cut already
            return whole.length() <= most
                    ? whole
                    : whole.substring(0, most) + "… (" + spaced(whole.length()) + " characters)";
        });
    }

    private static String counted(Function<Text, String> write) {
        Text outer = OUTERMOST.get();
        if (outer != null) {
            return write.apply(outer);
        }
        var text = new Text();
        OUTERMOST.set(text);
        try {
            return write.apply(text);
        } finally {
            OUTERMOST.remove();
        }
    }

    /** A count with its digits in groups of three. */
    private static String spaced(long count) {
        return Long.toString(count).replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
    }
}
