package io.github.crdt4j.benchmarks;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.GCounter;
import org.apache.pekko.cluster.ddata.PNCounter;
import scala.Option;
import scala.collection.immutable.HashMap;
import scala.math.BigInt;

/** Counters of n replicas, as each library has them. Replicas are numbered from 0. */
interface CounterLibrary<S> {

    S empty();

    S increment(S counter, int replica);

    S merge(S one, S other);

    long value(S counter);

    /** An equal state that shares nothing in memory with the given one, as after decoding. */
    S unshared(S counter);

    @SuppressWarnings("unchecked") // each library is given what it made itself
    static CounterLibrary<Object> of(String library, String type, int replicas) {
        CounterLibrary<?> counters = switch (library + " " + type) {
            case "crdt4j GCounter" ->
                new Ours<>(
                        replicas,
                        io.github.crdt4j.counter.GCounter.empty(),
                        io.github.crdt4j.counter.GCounter::increment,
                        io.github.crdt4j.counter.GCounter::value);
            case "crdt4j PNCounter" ->
                new Ours<>(
                        replicas,
                        io.github.crdt4j.counter.PNCounter.empty(),
                        io.github.crdt4j.counter.PNCounter::increment,
                        io.github.crdt4j.counter.PNCounter::value);
            case "pekko GCounter" -> new PekkoGCounters(nodes(replicas));
            case "pekko PNCounter" -> new PekkoPNCounters(nodes(replicas));
            default -> throw new IllegalArgumentException("no " + type + " of " + library);
        };
        return (CounterLibrary<Object>) counters;
    }

    /** Counters of this library. */
    final class Ours<S extends Crdt<S>> implements CounterLibrary<S> {

        private final KryoCodec codec = KryoCodec.create();
        private final ReplicaId[] replicas;
        private final S empty;
        private final BiFunction<S, ReplicaId, S> increment;
        private final ToLongFunction<S> value;

        Ours(int count, S empty, BiFunction<S, ReplicaId, S> increment, ToLongFunction<S> value) {
            var random = new SplittableRandom(7);
            replicas = new ReplicaId[count];
            Arrays.setAll(replicas, i -> ReplicaId.fresh(name(i), random));
            this.empty = empty;
            this.increment = increment;
            this.value = value;
        }

        @Override
        public S empty() {
            return empty;
        }

        @Override
        public S increment(S counter, int replica) {
            return increment.apply(counter, replicas[replica]);
        }

        @Override
        public S merge(S one, S other) {
            return one.merge(other);
        }

        @Override
        public long value(S counter) {
            return value.applyAsLong(counter);
        }

        @Override
        public S unshared(S counter) {
            return codec.decode(codec.encode(counter), empty);
        }
    }

    /** Growing counters of Apache Pekko. */
    record PekkoGCounters(UniqueAddress[] nodes) implements CounterLibrary<GCounter> {

        @Override
        public GCounter empty() {
            return GCounter.create();
        }

        @Override
        public GCounter increment(GCounter counter, int replica) {
            return counter.increment(nodes[replica], BigInt.apply(1)).resetDelta();
        }

        @Override
        public GCounter merge(GCounter one, GCounter other) {
            return one.merge(other);
        }

        @Override
        public long value(GCounter counter) {
            return counter.value().toLong();
        }

        @Override
        public GCounter unshared(GCounter counter) {
            return copy(counter);
        }

        static GCounter copy(GCounter counter) {
            var copy = HashMap.<UniqueAddress, BigInt>newBuilder();
            var entries = counter.state().iterator();
            while (entries.hasNext()) {
                var entry = entries.next();
                BigInteger value = entry._2().bigInteger();
                copy.addOne(scala.Tuple2.apply(copyOf(entry._1()), BigInt.apply(value.longValueExact())));
            }
            return new GCounter(copy.result(), Option.empty());
        }
    }

    /** Counters of Apache Pekko that count down, too. */
    record PekkoPNCounters(UniqueAddress[] nodes) implements CounterLibrary<PNCounter> {

        @Override
        public PNCounter empty() {
            return PNCounter.create();
        }

        @Override
        public PNCounter increment(PNCounter counter, int replica) {
            return counter.increment(nodes[replica], BigInt.apply(1)).resetDelta();
        }

        @Override
        public PNCounter merge(PNCounter one, PNCounter other) {
            return one.merge(other);
        }

        @Override
        public long value(PNCounter counter) {
            return counter.value().toLong();
        }

        @Override
        public PNCounter unshared(PNCounter counter) {
            return copy(counter);
        }

        static PNCounter copy(PNCounter counter) {
            return new PNCounter(PekkoGCounters.copy(counter.increments()), PekkoGCounters.copy(counter.decrements()));
        }
    }

    private static UniqueAddress[] nodes(int count) {
        var random = new SplittableRandom(7);
        var nodes = new UniqueAddress[count];
        Arrays.setAll(
                nodes, i -> new UniqueAddress(new Address("pekko", "benchmark", name(i), 7355), random.nextLong()));
        return nodes;
    }

    private static UniqueAddress copyOf(UniqueAddress node) {
        String host = new String(node.address().host().get().toCharArray());
        return new UniqueAddress(new Address("pekko", "benchmark", host, 7355), node.longUid());
    }

    private static String name(int replica) {
        return String.format(Locale.ROOT, "node-%05d", replica);
    }
}
