package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Well-formed bytes that no honest replica sends: made without the state, so that nothing it refuses is in the way. */
final class Hostile {

    private static final ReplicaId A = ReplicaId.of("a");

    private Hostile() {}

    /** A set of so many elements that share as much as our own writer lets them. */
    static byte[] set(KryoCodec codec, int size, IntFunction<?> element) {
        return set(codec, size, element, false);
    }

    /** The same where they share as much as the format can say, which our own writer never does beyond its limit. */
    static byte[] setThatSharesAll(KryoCodec codec, int size, IntFunction<?> element) {
        return set(codec, size, element, true);
    }

    private static byte[] set(KryoCodec codec, int size, IntFunction<?> element, boolean sharesAll) {
        return codec.write(out -> {
            out.octet(Types.of(ORSet.class).tag());
            CausalContext all = CausalContext.builder().add(A, 1, size).build();
            out.context(all);
            out.varint(size);
            Encoder live = out.part();
            live.context(all);
            live.varint(0);
            out.packed(live);
            var sections = new Encoder(out.session());
            for (int from = 0; from < size; from += ValueSection.SIZE) {
                int to = Math.min(from + ValueSection.SIZE, size);
                Object[] part = new Object[to - from];
                for (int i = from; i < to; i++) {
                    part[i - from] = element.apply(i);
                }
                var values = new ValueSection(out.session(), part.length);
                values.addAll(part, 0, part.length);
                int begin = sections.size();
                if (sharesAll) {
                    values.pack(sections, 0);
                } else {
                    values.write(sections);
                }
                out.varint(sections.size() - begin);
            }
            out.octets(sections.buffer(), 0, sections.size());
        });
    }

    /** A register with so many values under one event. */
    static byte[] register(KryoCodec codec, int size, IntFunction<?> value) {
        return codec.write(out -> {
            var sorted = new SortedValues<Boolean>(out.session());
            for (int i = 0; i < size; i++) {
                sorted.add(value.apply(i), true);
            }
            out.octet(Types.of(MVRegister.class).tag());
            out.context(CausalContext.of(new Dot(A, 1)));
            out.varint(1);
            out.dot(new Dot(A, 1));
            out.varint(size);
            sorted.sorted().forEach(slice -> sorted.copy(slice, out));
        });
    }

    /** A register with so many events, each of the same value. */
    static byte[] siblings(KryoCodec codec, int size) {
        return codec.write(out -> {
            out.octet(Types.of(MVRegister.class).tag());
            out.context(CausalContext.builder().add(A, 1, size).build());
            out.varint(size);
            for (int i = 1; i <= size; i++) {
                out.dot(new Dot(A, i));
                out.varint(1);
                out.value("x");
            }
        });
    }

    /** Lists of one hash code, one for each number: each two elements are [0, 31] or [1, 0]. */
    static List<Object> collidingList(int number, int bits) {
        var list = new ArrayList<Object>();
        for (int bit = 0; bit < bits; bit++) {
            boolean one = (number >> bit & 1) == 1;
            list.add((byte) (one ? 1 : 0));
            list.add((byte) (one ? 0 : 31));
        }
        return List.copyOf(list);
    }

    /** Texts of one hash code, one for each number. */
    static String collidingText(int number, int bits) {
        var text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            text.append((number >> bit & 1) == 1 ? "Aa" : "BB");
        }
        return text.toString();
    }

    /** A number as digits, one list for each number: lists that share nearly all of their bytes. */
    static List<Object> digits(int number, int length, IntFunction<?> digit) {
        var digits = new ArrayList<Object>();
        int rest = number;
        for (int i = 0; i < length; i++) {
            digits.add(digit.apply(rest % 10));
            rest /= 10;
        }
        return List.copyOf(digits);
    }

    /** Four digits of a number between many zeros, one list for each number: nearly all of their bytes are the same. */
    static List<Object> padded(int number, int zeros, IntFunction<?> digit) {
        var list = new ArrayList<Object>(Collections.nCopies(zeros, digit.apply(0)));
        list.addAll(digits(number, 4, digit));
        list.addAll(Collections.nCopies(zeros, digit.apply(0)));
        return List.copyOf(list);
    }
}
