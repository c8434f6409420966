package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Prints what processor time each hostile form that we know takes to decode twice, merge, compare and subtract, for a megabyte
 * received and for one unpacked.
 */
final class HostileForms {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final int MEGABYTE = 1_000_000;
    private static final KryoCodec CODEC = KryoCodec.create();

    private HostileForms() {}

    /**
     * Runs all forms.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println("| form | bytes | unpacked | ms for 1 MB received | ms for 1 MB unpacked |");
        System.out.println("|---|---:|---:|---:|---:|");
        run("lists that share a hash code", ORSet.empty(), listed(n -> Hostile.collidingList(n, 16), 1 << 14));
        run("strings that share a hash code", ORSet.empty(), listed(n -> Hostile.collidingText(n, 15), 1 << 15));
        run(
                "sets that share a hash code",
                ORSet.empty(),
                listed(n -> ORSet.empty().add(A, Hostile.collidingText(n, 13)), 1 << 13));
        run("one large integer", ORSet.empty(), listed(n -> n == 0 ? large() : (Object) n, 2));
        run(
                "one large decimal",
                ORSet.empty(),
                listed(n -> n == 0 ? new BigDecimal(large(), -1_000_000_000) : (Object) n, 2));
        run(
                "values under one event",
                MVRegister.empty(),
                Hostile.register(CODEC, 1 << 15, n -> Hostile.collidingText(n, 15)));
        run(
                "lists under one event",
                MVRegister.empty(),
                Hostile.register(CODEC, 1 << 14, n -> Hostile.collidingList(n, 16)));
        run("siblings", MVRegister.empty(), Hostile.siblings(CODEC, 60_000));
        run("keys that share a hash code", ORMap.empty(MVRegister.empty()), keys(1 << 14));
        run("gaps of events", CausalContext.empty(), gaps(300_000));
        run("many replicas", CausalContext.empty(), replicas(100_000));
        run("lists in lists", ORSet.empty(), listed(n -> nested(n), 9_000));
        run("consecutive numbers", ORSet.empty(), listed(n -> (long) n, 300_000));
        run(
                "lists of numbers, nearly equal",
                ORSet.empty(),
                listed(n -> Hostile.digits(n, 40, BigInteger::valueOf), 20_000));
        run("texts of 130 letters, nearly equal", ORSet.empty(), listed(HostileForms::long130, 100_000));
    }

    private static <S extends Crdt<S>> void run(String name, Crdt<?> like, byte[] bytes) {
        S empty = Shapes.unchecked(like);
        S one = CODEC.decode(bytes, empty); // classes are loaded, and some code is compiled
        long unpacked = Math.max(bytes.length, HostileHeap.unpacked(bytes, one));
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        one = CODEC.decode(bytes, empty);
        S other = CODEC.decode(bytes, empty);
        S cleared = one.delta(one); // it has seen all, and has nothing
        boolean equal = one.merge(other).equals(one)
                && one.leq(other)
                && one.equals(other)
                && one.delta(empty).equals(one)
                && empty.merge(one).equals(one)
                && cleared.merge(one).leq(one.merge(cleared));
        long millis = (threads.getCurrentThreadCpuTime() - before) / 1_000_000;
        System.out.printf(
                "| %s | %,d | %,d | %,d | %,d |%s%n",
                name,
                bytes.length,
                unpacked,
                millis * MEGABYTE / bytes.length,
                millis * MEGABYTE / unpacked,
                equal ? "" : " UNEQUAL");
    }

    private static String long130(int number) {
        return "x".repeat(62) + "%06d".formatted(number) + "x".repeat(62);
    }

    private static byte[] listed(IntFunction<Object> element, int size) {
        return CODEC.encode(ORSet.empty().edit(A, editor -> {
            for (int i = 0; i < size; i++) {
                editor.add(element.apply(i));
            }
        }));
    }

    private static byte[] keys(int size) {
        ORMap<Object, MVRegister<Object>> map = ORMap.empty(MVRegister.empty());
        return CODEC.encode(map.edit(A, editor -> {
            for (int i = 0; i < size; i++) {
                Object key = Hostile.collidingList(i, 16);
                editor.update(key, register -> register.set(A, key));
            }
        }));
    }

    private static byte[] gaps(int size) {
        var context = CausalContext.builder();
        for (int i = 1; i <= size; i++) {
            context.add(A, 2L * i, 2L * i);
        }
        return CODEC.encode(context.build());
    }

    private static byte[] replicas(int size) {
        var names = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            names.add(Hostile.collidingText(i, 17));
        }
        names.sort(null);
        var context = CausalContext.builder();
        names.forEach(name -> context.add(ReplicaId.of(name), 1, 1));
        return CODEC.encode(context.build());
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
}
