package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Prints what processor time each hostile form that we know takes, in milliseconds for a megabyte received. To decode, merge and
 * compare has a bar of one second, whichever merge takes longest: into an equal state, into nothing, or where all but one element was removed.
 * A merge with another state, half of whose elements are among those received, is apart: it depends on what is here.
 */
final class HostileForms {

    private static final ReplicaId A = ReplicaId.of("a");
    private static final ReplicaId B = ReplicaId.of("b");
    private static final int MEGABYTE = 1_000_000;
    private static final int RUNS = 5;
    private static final int MOST_RUNS = 200;
    private static final long WARM = 200_000_000;
    private static final int DEEP = 28;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final KryoCodec CODEC = builder().build();
    private static final OpCodec<OpORSet<Object>, OpORSet.Change<Object>> OPERATIONS =
            OpCodec.of(CODEC, OpORSet.empty());

    private final Pattern chosen;

    private HostileForms(Pattern chosen) {
        this.chosen = chosen;
    }

    private static KryoCodec.Builder builder() {
        return KryoCodec.builder().record(Pair.class, 100);
    }

    /** A value of a user's own. */
    private record Pair(Object left, Object right) {}

    /** Bytes of a form, and of another state that shares half with it. */
    private record Form<S extends Crdt<S>>(S empty, byte[] bytes, S other) {}

    /**
     * Runs all forms.
     *
     * @param arguments a pattern of the names of those to run, all if there is none
     */
    public static void main(String[] arguments) {
        System.out.println(
                "| form | bytes | unpacked | decode | merge | with a comparison | with half of another | 1 MB unpacked |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        var forms = new HostileForms(Pattern.compile(arguments.length == 0 ? "" : arguments[0]));
        forms.texts();
        forms.values();
        forms.states();
        forms.others();
        forms.operations();
    }

    private void texts() {
        set("texts that share a hash code", 1 << 15, n -> Hostile.collidingText(n, 16));
        set("texts, consecutive", 100_000, "user-%07d"::formatted);
        set("texts of 12 letters, of which one differs", 1 << 16, n -> gray(n, 16, "ab"));
        set("short texts", 40_000, n -> Integer.toString(n, 36));
        set("texts of 130 letters, nearly equal", 50_000, HostileForms::long130);
        set("texts in UTF-16", 20_000, n -> "\ud800" + n);
        set("texts of 3 bytes a letter", 50_000, n -> "\u4e00\u4e01" + n + "\u4e02");
    }

    private void values() {
        set("consecutive numbers", 300_000, n -> (long) n);
        set("consecutive days", 100_000, LocalDate::ofEpochDay);
        set("consecutive ids", 100_000, n -> new UUID(1, n));
        set("optional numbers", 100_000, n -> Optional.of(n));
        set(
                "large numbers, nearly equal",
                50_000,
                n -> BigInteger.ONE.shiftLeft(400).add(BigInteger.valueOf(n)));
        set("decimals, nearly equal", 50_000, n -> new BigDecimal(BigInteger.valueOf(n), 1_000_000_000));
        set("names of replicas", 50_000, n -> ReplicaId.of("x".repeat(50) + n));
        set("events", 50_000, n -> new Dot(A, n + 1));
        set("lists that share a hash code", 1 << 14, n -> Hostile.collidingList(n, 17));
        set("lists that share a hash code, in lists", 1 << 14, n -> List.of(List.of(Hostile.collidingList(n, 17))));
        set("lists of numbers, nearly equal", 20_000, n -> Hostile.digits(n, 40, BigInteger::valueOf));
        set("lists of letters, nearly equal", 6_000, n -> Hostile.padded(n, 18, HostileForms::letter));
        set("lists of truths", 1 << 14, n -> truths(n, true));
        set("lists of empty lists", 1 << 14, n -> truths(n, List.of()));
        set("lists of optionals", 20_000, n -> Hostile.digits(n, 40, Optional::of));
        set("lists of replicas", 20_000, n -> Hostile.digits(n, 20, digit -> ReplicaId.of("r" + digit)));
        set("lists of events", 20_000, n -> Hostile.digits(n, 20, digit -> new Dot(A, digit + 1L)));
        set("lists of empty states", 1 << 14, n -> truths(n, MVRegister.empty()));
        set("lists of records", 20_000, n -> Hostile.digits(n, 20, digit -> new Pair(digit, true)));
        set("records in records", 9_000, n -> nested(n, 13, record -> new Pair(record, true)));
        set("lists in lists", 9_000, n -> nested(n, list -> List.of(list, true)));
        set("lists of one list each", 9_000, n -> nested(n, List::of));
    }

    private void states() {
        set("sets that share a hash code", 1 << 13, n -> ORSet.empty().add(A, Hostile.collidingText(n, 14)));
        set("registers that share a hash code", 1 << 13, n -> MVRegister.empty().set(A, Hostile.collidingText(n, 14)));
        for (int depth : new int[] {12, 20, DEEP}) {
            set(
                    "sets in sets, " + depth + " deep",
                    4_096,
                    n -> nested(n, depth, set -> ORSet.empty().add(A, set)));
        }
        set(
                "registers in registers",
                4_096,
                n -> nested(n, value -> MVRegister.empty().set(A, value)));
        set("sets of numbers", 4_096, n -> setOf(Hostile.digits(n, 12, digit -> 10 + digit)));
        set("sets of one number", 50_000, n -> ORSet.empty().add(A, n));
        set(
                "lists of sets",
                9_000,
                n -> Hostile.digits(n, 10, digit -> ORSet.empty().add(A, digit)));
        set("lists of contexts", 9_000, n -> Hostile.digits(n, 10, HostileForms::context));
        set("lists of clocks", 9_000, n -> Hostile.digits(n, 10, n1 -> VectorClock.of(Map.of(A, n1 + 1L))));
        set(
                "lists of counters",
                9_000,
                n -> Hostile.digits(n, 10, n1 -> GCounter.empty().increment(A, n1 + 1L)));
        set("contexts of gaps", 4_096, n -> gaps(n, 20));
    }

    private void others() {
        form("one large integer", () -> listed(A, 0, 2, n -> n == 0 ? large() : (Object) n));
        form(
                "one large decimal",
                () -> listed(A, 0, 2, n -> n == 0 ? new BigDecimal(large(), -1_000_000_000) : (Object) n));
        form("elements of several events", () -> listed(A, 0, 50_000, n -> n).merge(listed(B, 0, 50_000, n -> n)));
        register("values under one event", n -> Hostile.collidingText(n, 15));
        register("lists under one event", n -> Hostile.collidingList(n, 15));
        form("siblings", MVRegister.empty(), () -> Hostile.siblings(CODEC, 60_000));
        form(
                "keys that share a hash code",
                () -> map(MVRegister.empty(), n -> Hostile.collidingList(n, 16), (r, n) -> r.set(A, n)));
        form("keys of equal registers", () -> map(MVRegister.empty(), n -> n, (register, n) -> register.set(A, "x")));
        form("keys of equal counters", () -> map(PNCounter.empty(), n -> n, (counter, n) -> counter.increment(A)));
        form("keys of empty counters", () -> map(PNCounter.empty(), n -> n, (counter, n) -> counter));
        form("keys of small sets", () -> map(ORSet.empty(), n -> n, (set, n) -> set.add(A, true)));
        form(
                "keys of small maps",
                () -> map(ORMap.empty(PNCounter.empty()), n -> n, (map, n) -> map.update(A, true, counter -> counter)));
        form("gaps of events", () -> gaps(0, 300_000));
        form("many replicas", () -> replicas(100_000));
        form("a counter of many replicas", () -> counter(30_000));
    }

    /** States and messages of operations, of which nothing is packed. */
    private void operations() {
        operations("operations: lists that share a hash code", 1 << 14, n -> Hostile.collidingList(n, 16));
        operations("operations: texts that share a hash code", 1 << 14, n -> Hostile.collidingText(n, 16));
        operations(
                "operations: sets in sets",
                4_096,
                n -> nested(n, set -> ORSet.empty().add(A, set)));
        operations("operations: consecutive numbers", 1 << 16, n -> n);
    }

    private void operations(String name, int size, IntFunction<Object> element) {
        if (!chosen.matcher(name).find()) {
            return;
        }
        var replica = replica(A);
        replica.edit(editor -> {
            for (int i = 0; i < size; i++) {
                editor.apply(editor.state().add(element.apply(i)));
            }
        });
        var message = replica.flush(snapshot -> {}).get(0);
        byte[] sent = OPERATIONS.encode(message);
        byte[] stored = OPERATIONS.encode(replica.snapshot());
        var snapshot = replica.snapshot();
        print(
                name + ", message",
                sent.length,
                sent.length,
                () -> OPERATIONS.decodeMessage(sent),
                List.of(received -> replica(B).receive(received)),
                received -> true,
                List.of(message::equals));
        print(
                name + ", snapshot",
                stored.length,
                stored.length,
                () -> OPERATIONS.decodeSnapshot(stored),
                List.of(),
                read -> true,
                List.of(snapshot::equals));
    }

    private static OpReplica<OpORSet<Object>, OpORSet.Change<Object>> replica(ReplicaId id) {
        return OpReplica.of(
                id, OpSnapshot.initial(OpORSet.empty()), any -> {}, OperationCheck.inMemory(), Limits.DEFAULT);
    }

    private void set(String name, int size, IntFunction<Object> element) {
        if (chosen.matcher(name).find()) {
            run(
                    name,
                    new Form<>(
                            ORSet.empty(),
                            Hostile.set(CODEC, size, element),
                            listed(B, size / 2, 3 * size / 2, element)));
        }
    }

    private void register(String name, IntFunction<Object> value) {
        form(name, MVRegister.empty(), () -> Hostile.register(CODEC, 1 << 14, value));
    }

    private <S extends Crdt<S>> void form(String name, S empty, Supplier<byte[]> bytes) {
        if (chosen.matcher(name).find()) {
            run(name, new Form<>(empty, bytes.get(), empty));
        }
    }

    private <S extends Crdt<S>> void form(String name, Supplier<S> state) {
        if (chosen.matcher(name).find()) {
            S made = state.get();
            S empty = made.delta(made);
            run(name, new Form<>(empty, CODEC.encode(made), empty));
        }
    }

    private static <S extends Crdt<S>> void run(String name, Form<S> form) {
        byte[] bytes = form.bytes();
        S one = CODEC.decode(bytes, form.empty());
        S cleared = one instanceof ORSet<?> set ? Shapes.unchecked(withOne(set)) : one;
        print(
                name,
                bytes.length,
                Math.max(bytes.length, HostileHeap.unpacked(bytes, one, HostileForms::builder)),
                () -> CODEC.decode(bytes, form.empty()),
                List.of(one::merge, form.empty()::merge, cleared::merge),
                form.other()::merge,
                List.of(one::equals, one::leq, form.other()::equals, form.other()::leq));
    }

    private static <E> ORSet<E> withOne(ORSet<E> set) {
        return set.clear().add(B, set.elements().iterator().next());
    }

    /** Prints a line: of several merges and comparisons the one that takes longest counts. */
    private static <T> void print(
            String name,
            long bytes,
            long unpacked,
            Supplier<T> decode,
            List<Function<T, ?>> merges,
            Function<T, ?> mergeWithHalf,
            List<Function<T, ?>> comparisons) {
        held = nanos(decode, decoded -> true); // some code is compiled
        double decoding = nanos(decode, decoded -> true)[0];
        double merging = longest(decode, merges);
        double bar = decoding + merging + longest(decode, comparisons);
        double withHalf = bar - merging + longest(decode, List.of(mergeWithHalf));
        System.out.printf(
                "| %s | %,d | %,d | %,.0f | %,.0f | **%,.0f** | %,.0f | %,.0f |%n",
                name,
                bytes,
                unpacked,
                decoding / bytes,
                merging / bytes,
                bar / bytes,
                withHalf / bytes,
                bar / unpacked);
    }

    private static <T> double longest(Supplier<T> decode, List<Function<T, ?>> uses) {
        return uses.stream().mapToDouble(use -> nanos(decode, use)[1]).max().orElse(0);
    }

    /** Medians of the time to decode, and of that to use what was decoded just now, once code is compiled. */
    private static <T> double[] nanos(Supplier<T> decode, Function<T, ?> use) {
        long begin = THREADS.getCurrentThreadCpuTime();
        List<double[]> all = new ArrayList<>();
        while (all.size() < 2 * RUNS || THREADS.getCurrentThreadCpuTime() - begin < WARM && all.size() < MOST_RUNS) {
            long first = THREADS.getCurrentThreadCpuTime();
            T decoded = decode.get();
            long second = THREADS.getCurrentThreadCpuTime();
            held = use.apply(decoded);
            all.add(new double[] {second - first, THREADS.getCurrentThreadCpuTime() - second});
        }
        List<double[]> last = all.subList(all.size() - RUNS, all.size());
        return new double[] {median(last, 0), median(last, 1)};
    }

    private static double median(List<double[]> times, int which) {
        return times.stream().mapToDouble(time -> time[which]).sorted().toArray()[times.size() / 2];
    }

    /** A result, in a field, so that it is made. */
    static Object held = "";

    private static String long130(int number) {
        return "x".repeat(62) + "%06d".formatted(number) + "x".repeat(62);
    }

    /** The letters of a Gray code: two texts of consecutive numbers differ in one of them. */
    private static String gray(int number, int bits, String letters) {
        var text = new StringBuilder();
        for (int bit = bits - 1; bit >= 0; bit--) {
            text.append(letters.charAt((number ^ number >> 1) >> bit & 1));
        }
        return text.toString();
    }

    /** The bits of a number between other values. */
    private static Object truths(int number, Object one) {
        var list = new ArrayList<Object>(Collections.nCopies(10, one));
        for (int bit = 0; bit < 20; bit++) {
            list.add((number >> bit & 1) == 1 ? one : false);
        }
        list.addAll(Collections.nCopies(10, one));
        return List.copyOf(list);
    }

    private static Object letter(int digit) {
        return String.valueOf((char) ('a' + digit));
    }

    private static ORSet<Object> listed(ReplicaId self, int from, int to, IntFunction<?> element) {
        return ORSet.empty().edit(self, editor -> {
            for (int i = from; i < to; i++) {
                editor.add(element.apply(i));
            }
        });
    }

    private static Object setOf(List<Object> elements) {
        ORSet<Object> set = ORSet.empty();
        for (int i = 0; i < elements.size(); i++) {
            set = set.add(A, List.of(i, elements.get(i)));
        }
        return set;
    }

    /** A change of the value of a key. */
    private interface Change<V> {
        V of(V value, int number);
    }

    private static <V extends Causal<V>> ORMap<Object, V> map(V empty, IntFunction<Object> key, Change<V> change) {
        return ORMap.<Object, V>empty(empty).edit(A, editor -> {
            for (int i = 0; i < 1 << 14; i++) {
                int number = i;
                editor.update(key.apply(i), value -> change.of(value, number));
            }
        });
    }

    private static CausalContext gaps(int from, int size) {
        var context = CausalContext.builder();
        for (int i = 1; i <= size; i++) {
            context.add(A, from + 2L * i, from + 2L * i);
        }
        return context.build();
    }

    private static CausalContext context(int number) {
        return CausalContext.of(new Dot(A, number + 1L));
    }

    private static CausalContext replicas(int size) {
        var context = CausalContext.builder();
        for (int i = 0; i < size; i++) {
            context.add(ReplicaId.of(Hostile.collidingText(i, 17)), 1, 1);
        }
        return context.build();
    }

    private static GCounter counter(int size) {
        GCounter counter = GCounter.empty();
        for (int i = 0; i < size; i++) {
            counter = counter.increment(ReplicaId.of("r" + i), 1L + i);
        }
        return counter;
    }

    private static BigInteger large() {
        byte[] octets = new byte[MEGABYTE];
        Arrays.fill(octets, (byte) 0x55);
        return new BigInteger(octets);
    }

    private static Object nested(int number, UnaryOperator<Object> around) {
        return nested(number, DEEP, around);
    }

    private static Object nested(int number, int depth, UnaryOperator<Object> around) {
        Object nested = number;
        for (int i = 0; i < depth; i++) {
            nested = around.apply(nested);
        }
        return nested;
    }
}
