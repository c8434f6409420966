package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;

/** An add-wins set of strings, as each library has it. Replicas are numbered from 0. */
interface SetLibrary<S> {

    S empty();

    S add(S set, int replica, String element);

    S remove(S set, int replica, String element);

    boolean contains(S set, String element);

    S merge(S one, S other);

    /** An equal state that shares nothing in memory with the given one, as after decoding. */
    S unshared(S set);

    /** What one update of {@code before} led to, as it would be sent. */
    Object delta(S before, S after);

    S apply(S set, Object delta);

    static SetLibrary<?> of(String name) {
        return switch (name) {
            case "crdt4j" -> new Ours();
            case "pekko" -> new Pekko();
            default -> throw new IllegalArgumentException("no library " + name);
        };
    }

    /** This library. */
    final class Ours implements SetLibrary<io.github.crdt4j.set.ORSet<String>> {

        private static final ReplicaId[] REPLICAS = {ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c")};
        private final KryoCodec codec = KryoCodec.create();

        @Override
        public io.github.crdt4j.set.ORSet<String> empty() {
            return io.github.crdt4j.set.ORSet.empty();
        }

        @Override
        public io.github.crdt4j.set.ORSet<String> add(
                io.github.crdt4j.set.ORSet<String> set, int replica, String element) {
            return set.add(REPLICAS[replica], element);
        }

        @Override
        public io.github.crdt4j.set.ORSet<String> remove(
                io.github.crdt4j.set.ORSet<String> set, int replica, String element) {
            return set.remove(element);
        }

        @Override
        public boolean contains(io.github.crdt4j.set.ORSet<String> set, String element) {
            return set.contains(element);
        }

        @Override
        public io.github.crdt4j.set.ORSet<String> merge(
                io.github.crdt4j.set.ORSet<String> one, io.github.crdt4j.set.ORSet<String> other) {
            return one.merge(other);
        }

        @Override
        public io.github.crdt4j.set.ORSet<String> unshared(io.github.crdt4j.set.ORSet<String> set) {
            return codec.decode(codec.encode(set), empty());
        }

        @Override
        public Object delta(io.github.crdt4j.set.ORSet<String> before, io.github.crdt4j.set.ORSet<String> after) {
            return unshared(after.delta(before));
        }

        @Override
        @SuppressWarnings("unchecked") // what delta returned
        public io.github.crdt4j.set.ORSet<String> apply(io.github.crdt4j.set.ORSet<String> set, Object delta) {
            return set.merge((io.github.crdt4j.set.ORSet<String>) delta);
        }
    }

    /** Apache Pekko Distributed Data. */
    final class Pekko implements SetLibrary<org.apache.pekko.cluster.ddata.ORSet<String>> {

        private static final UniqueAddress[] NODES = {node(1), node(2), node(3)};

        private static UniqueAddress node(int number) {
            return new UniqueAddress(new Address("pekko", "benchmark", "host" + number, 7355), number);
        }

        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> empty() {
            return org.apache.pekko.cluster.ddata.ORSet.create();
        }

        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> add(
                org.apache.pekko.cluster.ddata.ORSet<String> set, int replica, String element) {
            return set.add(NODES[replica], element).resetDelta();
        }

        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> remove(
                org.apache.pekko.cluster.ddata.ORSet<String> set, int replica, String element) {
            return set.remove(NODES[replica], element).resetDelta();
        }

        @Override
        public boolean contains(org.apache.pekko.cluster.ddata.ORSet<String> set, String element) {
            return set.contains(element);
        }

        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> merge(
                org.apache.pekko.cluster.ddata.ORSet<String> one, org.apache.pekko.cluster.ddata.ORSet<String> other) {
            return one.merge(other);
        }

        /** It looks at nothing shared but the whole object, so what is shared makes no difference to it. */
        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> unshared(org.apache.pekko.cluster.ddata.ORSet<String> set) {
            return set;
        }

        @Override
        public Object delta(
                org.apache.pekko.cluster.ddata.ORSet<String> before,
                org.apache.pekko.cluster.ddata.ORSet<String> after) {
            String added = after.elements().diff(before.elements()).head();
            return before.resetDelta().add(NODES[2], added).delta().get();
        }

        @Override
        public org.apache.pekko.cluster.ddata.ORSet<String> apply(
                org.apache.pekko.cluster.ddata.ORSet<String> set, Object delta) {
            return set.mergeDelta((org.apache.pekko.cluster.ddata.ORSet.DeltaOp) delta);
        }
    }
}
