package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Prints what processor time a megabyte of each hostile form that we know takes to decode, merge and compare. */
final class HostileForms {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final int MEGABYTE = 1_000_000;

    private HostileForms() {}

    /**
     * Runs all forms.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        run("lists that share a hash code", ORSet.empty(), listed(n -> collidingList(n, 16), 1 << 14));
        run("strings that share a hash code", ORSet.empty(), listed(n -> collidingText(n, 15), 1 << 15));
        run(
                "sets that share a hash code",
                ORSet.empty(),
                listed(n -> ORSet.empty().add(A, collidingText(n, 13)), 1 << 13));
        run("one large integer", ORSet.empty(), listed(n -> n == 0 ? large() : (Object) n, 2));
        run(
                "one large decimal",
                ORSet.empty(),
                listed(n -> n == 0 ? new BigDecimal(large(), -1_000_000_000) : (Object) n, 2));
        run("values under one event", MVRegister.empty(), register(n -> collidingText(n, 15), 1 << 15));
        run("lists under one event", MVRegister.empty(), register(n -> collidingList(n, 16), 1 << 14));
        run("siblings", MVRegister.empty(), siblings(60_000));
        run("keys that share a hash code", ORMap.empty(MVRegister.empty()), keys(1 << 14));
        run("gaps of events", CausalContext.empty(), gaps(300_000));
        run("many replicas", CausalContext.empty(), replicas(100_000));
        run("lists in lists", ORSet.empty(), listed(n -> nested(n), 9_000));
    }

    private static <S extends Crdt<S>> void run(String name, Crdt<?> like, byte[] bytes) {
        var codec = KryoCodec.create();
        S empty = Shapes.unchecked(like);
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        S one = codec.decode(bytes, empty);
        S other = codec.decode(bytes, empty);
        boolean equal = one.merge(other).equals(one)
                && one.leq(other)
                && one.equals(other)
                && one.delta(empty).equals(one)
                && empty.merge(one).equals(one);
        long millis = (threads.getCurrentThreadCpuTime() - before) / 1_000_000;
        System.out.printf(
                "%-34s %,9d bytes %,6d ms, %,6d ms a megabyte%s%n",
                name, bytes.length, millis, millis * MEGABYTE / bytes.length, equal ? "" : " UNEQUAL");
    }

    private static byte[] listed(IntFunction<Object> element, int size) {
        return KryoCodec.create().encode(ORSet.empty().edit(A, editor -> {
            for (int i = 0; i < size; i++) {
                editor.add(element.apply(i));
            }
        }));
    }

    private static byte[] register(IntFunction<Object> value, int size) {
        var session = new Session(null, 100, Session.DEFAULT_MAX_BYTES, Session.BY_DEFAULT);
        var sorted = new SortedValues<Boolean>(session);
        for (int i = 0; i < size; i++) {
            sorted.add(value.apply(i), true);
        }
        return Frames.write(session, false, out -> {
            out.octet(Tags.MV_REGISTER);
            out.context(CausalContext.of(new Dot(A, 1)));
            out.varint(1);
            out.dot(new Dot(A, 1));
            out.varint(size);
            sorted.sorted().forEach(slice -> sorted.copy(slice, out));
        });
    }

    private static byte[] siblings(int size) {
        var session = new Session(null, 100, Session.DEFAULT_MAX_BYTES, Session.BY_DEFAULT);
        return Frames.write(session, false, out -> {
            out.octet(Tags.MV_REGISTER);
            out.context(CausalContext.builder().add(A, 1, size).build());
            out.varint(size);
            for (int i = 1; i <= size; i++) {
                out.dot(new Dot(A, i));
                out.varint(1);
                out.value("x");
            }
        });
    }

    private static byte[] keys(int size) {
        ORMap<Object, MVRegister<Object>> map = ORMap.empty(MVRegister.empty());
        return KryoCodec.create().encode(map.edit(A, editor -> {
            for (int i = 0; i < size; i++) {
                Object key = collidingList(i, 16);
                editor.update(key, register -> register.set(A, key));
            }
        }));
    }

    private static byte[] gaps(int size) {
        var context = CausalContext.builder();
        for (int i = 1; i <= size; i++) {
            context.add(A, 2L * i, 2L * i);
        }
        return KryoCodec.create().encode(context.build());
    }

    private static byte[] replicas(int size) {
        var names = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            names.add(collidingText(i, 17));
        }
        names.sort(null);
        var context = CausalContext.builder();
        names.forEach(name -> context.add(ReplicaId.of(name), 1, 1));
        return KryoCodec.create().encode(context.build());
    }

    private static BigInteger large() {
        byte[] octets = new byte[MEGABYTE];
        Arrays.fill(octets, (byte) 0x55);
        return new BigInteger(octets);
    }

    private static Object nested(int number) {
        Object list = List.of(number);
        for (int depth = 0; depth < 28; depth++) {
            list = List.of(list, depth);
        }
        return list;
    }

    /** Lists of one hash code: each part is [0, 31] or [1, 0]. */
    private static List<Object> collidingList(int number, int bits) {
        var list = new ArrayList<Object>();
        for (int bit = 0; bit < bits; bit++) {
            boolean one = (number >> bit & 1) == 1;
            list.add((byte) (one ? 1 : 0));
            list.add((byte) (one ? 0 : 31));
        }
        return List.copyOf(list);
    }

    private static String collidingText(int number, int bits) {
        var text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            text.append((number >> bit & 1) == 1 ? "Aa" : "BB");
        }
        return text.toString();
    }
}
