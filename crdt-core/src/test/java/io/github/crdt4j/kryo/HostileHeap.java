package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.CausalContext;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the largest hostile bytes of each form within a limit, and prints what they unpack to and what heap stays occupied.
 * Run in a process of its own, with as little memory as a peer may be promised.
 */
final class HostileHeap {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId READER = ReplicaId.of("reader");
    private static final int ROUNDS = 2;

    private final KryoCodec codec = KryoCodec.create();
    private final int limit;

    private HostileHeap(int limit) {
        this.limit = limit;
    }

    /** Bytes of a form, of a size that is to be found. */
    private interface Form {
        byte[] bytes(int size);
    }

    /**
     * Prints a line for each form: its name, the bytes, the bytes unpacked, and the live heap.
     *
     * @param arguments the most bytes that each may have
     */
    public static void main(String[] arguments) {
        var heap = new HostileHeap(Integer.parseInt(arguments[0]));
        heap.sets();
        heap.others();
    }

    private void sets() {
        set("lists of numbers", i -> Hostile.padded(i, 18, BigInteger::valueOf));
        set("lists of letters", i -> Hostile.padded(i, 18, digit -> String.valueOf((char) ('a' + digit))));
        set("lists of sets", i -> Hostile.padded(i, 5, digit -> ORSet.empty().add(A, digit)));
        set("lists of empty counters", i -> Hostile.padded(i, 30, HostileHeap::empty));
        set(
                "lists of registers",
                i -> Hostile.padded(i, 4, digit -> MVRegister.empty().set(ReplicaId.of("r" + digit), digit)));
        set("lists of contexts", i -> Hostile.padded(i, 6, digit -> context(1, digit)));
        set("consecutive numbers", i -> (long) i);
        set("lists that share a hash code", i -> Hostile.collidingList(i, 20));
    }

    private static CausalContext context(int from, int to) {
        return CausalContext.builder().add(A, from, from + to).build();
    }

    private static Object empty(int digit) {
        return List.of(GCounter.empty(), PNCounter.empty(), ORSet.empty(), MVRegister.empty(), List.of())
                .get(digit / 2);
    }

    private void set(String name, IntFunction<Object> element) {
        form("set of " + name, ORSet.empty(), size -> Hostile.set(codec, size, element));
        form("set of " + name + ", all shared", ORSet.empty(), size -> Hostile.setThatSharesAll(codec, size, element));
    }

    private void others() {
        form("siblings", MVRegister.empty(), size -> Hostile.siblings(codec, size));
        form("values of one event", MVRegister.empty(), size -> Hostile.register(codec, size, i -> (long) i));
        form("gaps of events", CausalContext.empty(), size -> {
            var context = CausalContext.builder();
            for (int i = 1; i <= size; i++) {
                context.add(A, 2L * i, 2L * i);
            }
            return codec.encode(context.build());
        });
        form("replicas", CausalContext.empty(), size -> {
            var context = CausalContext.builder();
            for (int i = 0; i < size; i++) {
                context.add(ReplicaId.of("r" + i), 1, 1);
            }
            return codec.encode(context.build());
        });
        ORMap<Object, MVRegister<Object>> registers = ORMap.empty(MVRegister.empty());
        form(
                "map of equal registers",
                registers,
                size -> codec.encode(registers.edit(A, editor -> {
                    for (int i = 0; i < size; i++) {
                        editor.update((long) i, register -> register.set(A, "x"));
                    }
                })));
        ORMap<Object, PNCounter> counters = ORMap.empty(PNCounter.empty());
        form(
                "map of equal counters",
                counters,
                size -> codec.encode(counters.edit(A, editor -> {
                    for (int i = 0; i < size; i++) {
                        editor.update((long) i, counter -> counter.increment(A));
                    }
                })));
        ORMap<Object, ORMap<Object, GCounter>> maps = ORMap.empty(ORMap.empty(GCounter.empty()));
        form(
                "map of empty maps",
                maps,
                size -> codec.encode(maps.edit(A, editor -> {
                    for (int i = 0; i < size; i++) {
                        editor.update((long) i, map -> map);
                    }
                })));
        ORMap<Object, ORSet<Object>> sets = ORMap.empty(ORSet.empty());
        form(
                "map of small sets",
                sets,
                size -> codec.encode(sets.edit(A, editor -> {
                    for (int i = 0; i < size; i++) {
                        editor.update((long) i, set -> set.add(A, true));
                    }
                })));
    }

    /** What is decoded, in a field, so that it is not collected before it has been measured. */
    @Nullable
    Object held;

    private <S extends Crdt<S>> void form(String name, Crdt<?> like, Form form) {
        S empty = Shapes.unchecked(like);
        byte[] bytes = largest(form);
        try {
            held = codec.decode(bytes, empty);
            long unpacked = unpacked(bytes, empty);
            mergedOrRefused(bytes, empty);
            long before = occupied();
            held = null;
            System.out.printf("%s;%d;%d;%d%n", name, bytes.length, unpacked, before - occupied());
        } catch (DecodeException refused) {
            if (refused.getCause() instanceof OutOfMemoryError) {
                throw refused;
            }
            mergedOrRefused(bytes, empty);
            System.out.printf("%s;%d;refused;%s%n", name, bytes.length, refused.getMessage());
        }
    }

    /** The same bytes into a replica that has something else, which reads them block by block. */
    private <S extends Crdt<S>> void mergedOrRefused(byte[] bytes, S empty) {
        S other = empty;
        if (empty instanceof ORSet<?>) {
            other = Shapes.unchecked(ORSet.empty().add(READER, "here"));
        }
        try {
            var unused = codec.mergeInto(Replica.of(READER, other), bytes);
        } catch (DecodeException refused) {
            if (refused.getCause() instanceof OutOfMemoryError) {
                throw refused;
            }
        }
    }

    private byte[] largest(Form form) {
        int fits = 1;
        int most = 1 << 20;
        while (fits < most && form.bytes(Math.min(most, 2 * fits)).length <= limit) {
            fits = Math.min(most, 2 * fits);
        }
        for (int step = fits / 2; step >= Math.max(1, fits / 8); step /= 2) {
            if (fits < most && form.bytes(fits + step).length <= limit) {
                fits += step;
            }
        }
        return form.bytes(fits);
    }

    /** The least limit that accepts the bytes. */
    static <S extends Crdt<S>> long unpacked(byte[] bytes, S like) {
        return unpacked(bytes, like, KryoCodec::builder);
    }

    /** The same of bytes with values of registered classes. */
    static <S extends Crdt<S>> long unpacked(byte[] bytes, S like, Supplier<KryoCodec.Builder> codec) {
        long refused = 0;
        long accepted = Math.max(1L << 19, 64L * bytes.length); // the default
        while (accepted - refused > 1 + accepted / 100) {
            long limit = (accepted + refused) / 2;
            try {
                var unused = codec.get().maxUnpacked(limit).build().decode(bytes, like);
                accepted = limit;
            } catch (DecodeException tooLarge) {
                refused = limit;
            }
        }
        return accepted;
    }

    private static long occupied() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
