package io.github.crdt4j.benchmarks;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.VectorClock;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.VersionVector;
import scala.collection.immutable.TreeMap;
import scala.math.Ordering;

/** What has been seen of n replicas, as each library has it. Replicas are numbered from 0. */
interface ClockLibrary<S> {

    S empty();

    /** After one more event of a replica. */
    S increment(S clock, int replica);

    /** Whether the n-th event of a replica has been seen, which it has. */
    boolean contains(S clock, int replica, long number);

    S merge(S one, S other);

    /** An equal state that shares nothing in memory with the given one, as after decoding. */
    S unshared(S clock);

    static ClockLibrary<?> clocks(String name, int replicas) {
        return "pekko".equals(name) ? new Pekko(replicas) : new Clocks(replicas);
    }

    static ClockLibrary<?> contexts(String name, int replicas) {
        return "pekko".equals(name) ? new Pekko(replicas) : new Contexts(replicas);
    }

    /** Two kinds of clocks of this library. */
    abstract class Ours<S extends Crdt<S>> implements ClockLibrary<S> {

        private final KryoCodec codec = KryoCodec.create();
        final ReplicaId[] replicas;

        Ours(int count) {
            var random = new SplittableRandom(7);
            replicas = new ReplicaId[count];
            Arrays.setAll(replicas, i -> ReplicaId.fresh(name(i), random));
        }

        @Override
        public S merge(S one, S other) {
            return one.merge(other);
        }

        @Override
        public S unshared(S clock) {
            return codec.decode(codec.encode(clock), empty());
        }
    }

    /** Vector clocks. */
    final class Clocks extends Ours<VectorClock> {

        Clocks(int count) {
            super(count);
        }

        @Override
        public VectorClock empty() {
            return VectorClock.empty();
        }

        @Override
        public VectorClock increment(VectorClock clock, int replica) {
            return clock.tick(replicas[replica]);
        }

        @Override
        public boolean contains(VectorClock clock, int replica, long number) {
            return number <= clock.get(replicas[replica]);
        }
    }

    /** Causal contexts, of which Pekko has none: its sets use version vectors instead. */
    final class Contexts extends Ours<CausalContext> {

        Contexts(int count) {
            super(count);
        }

        @Override
        public CausalContext empty() {
            return CausalContext.empty();
        }

        @Override
        public CausalContext increment(CausalContext clock, int replica) {
            return clock.add(clock.next(replicas[replica]));
        }

        @Override
        public boolean contains(CausalContext clock, int replica, long number) {
            return clock.contains(replicas[replica], number);
        }
    }

    /** Apache Pekko Distributed Data: its numbers are those of one counter per process, not one per replica. */
    final class Pekko implements ClockLibrary<VersionVector> {

        private static final Ordering<UniqueAddress> ORDER = Ordering.comparatorToOrdering(UniqueAddress::compare);

        private final UniqueAddress[] nodes;

        Pekko(int count) {
            var random = new SplittableRandom(7);
            nodes = new UniqueAddress[count];
            Arrays.setAll(
                    nodes, i -> new UniqueAddress(new Address("pekko", "benchmark", name(i), 7355), random.nextLong()));
        }

        @Override
        public VersionVector empty() {
            return VersionVector.empty();
        }

        @Override
        public VersionVector increment(VersionVector clock, int replica) {
            return clock.increment(nodes[replica]);
        }

        @Override
        public boolean contains(VersionVector clock, int replica, long number) {
            return number <= clock.versionAt(nodes[replica]);
        }

        @Override
        public VersionVector merge(VersionVector one, VersionVector other) {
            return one.merge(other);
        }

        @Override
        public VersionVector unshared(VersionVector clock) {
            var entries = new TreeMap<UniqueAddress, Object>(ORDER);
            for (UniqueAddress node : nodes) {
                entries = entries.updated(copy(node), clock.versionAt(node));
            }
            return VersionVector.apply(entries);
        }

        private static UniqueAddress copy(UniqueAddress node) {
            String host = new String(node.address().host().get().toCharArray());
            return new UniqueAddress(new Address("pekko", "benchmark", host, 7355), node.longUid());
        }
    }

    private static String name(int replica) {
        return String.format(Locale.ROOT, "node-%05d", replica);
    }
}
