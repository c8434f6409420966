package io.github.crdt4j.benchmarks;

import com.typesafe.config.ConfigFactory;
import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.ddata.protobuf.ReplicatedDataSerializer;

/** How each library makes bytes of its sets, with what it needs for that. */
final class WireLibrary implements AutoCloseable {

    private ActorSystem system; // Pekko's serializer wants one, though it sends nothing

    /** One library's bytes. */
    interface Format<S> {

        SetLibrary<S> library();

        byte[] encode(S set);

        S decode(byte[] bytes);

        /** What receives bytes again and again, each time in the given state. */
        Object receiver(S set);

        Object merge(Object receiver, byte[] bytes);
    }

    Format<?> format(String name) {
        return switch (name) {
            case "crdt4j" -> new Ours();
            case "pekko" -> new Pekko(pekko());
            default -> throw new IllegalArgumentException("no library " + name);
        };
    }

    /** Pekko's serializer of all its types. */
    ReplicatedDataSerializer pekko() {
        if (system == null) {
            system = ActorSystem.create(
                    "benchmark",
                    ConfigFactory.parseString("pekko.loglevel = OFF, pekko.stdout-loglevel = OFF")
                            .withFallback(ConfigFactory.load()));
        }
        return new ReplicatedDataSerializer((ExtendedActorSystem) system);
    }

    @Override
    public void close() {
        if (system != null) {
            system.terminate();
        }
    }

    private static final class Ours implements Format<io.github.crdt4j.set.ORSet<Object>> {

        private static final ReplicaId RECEIVER = ReplicaId.of("receiver");
        private final KryoCodec codec = KryoCodec.create();

        @Override
        public SetLibrary<io.github.crdt4j.set.ORSet<Object>> library() {
            return new OurSets();
        }

        @Override
        public byte[] encode(io.github.crdt4j.set.ORSet<Object> set) {
            return codec.encode(set);
        }

        @Override
        public io.github.crdt4j.set.ORSet<Object> decode(byte[] bytes) {
            return codec.decode(bytes, io.github.crdt4j.set.ORSet.empty());
        }

        @Override
        public Object receiver(io.github.crdt4j.set.ORSet<Object> set) {
            return set;
        }

        @Override
        @SuppressWarnings("unchecked") // what receiver returned
        public Object merge(Object receiver, byte[] bytes) {
            var replica = Replica.of(RECEIVER, (io.github.crdt4j.set.ORSet<Object>) receiver);
            codec.mergeInto(replica, bytes);
            return replica.state();
        }
    }

    private record Pekko(ReplicatedDataSerializer serializer)
            implements Format<org.apache.pekko.cluster.ddata.ORSet<Object>> {

        @Override
        public SetLibrary<org.apache.pekko.cluster.ddata.ORSet<Object>> library() {
            return new PekkoSets();
        }

        @Override
        public byte[] encode(org.apache.pekko.cluster.ddata.ORSet<Object> set) {
            return serializer.toBinary(set);
        }

        @Override
        @SuppressWarnings("unchecked") // what encode wrote
        public org.apache.pekko.cluster.ddata.ORSet<Object> decode(byte[] bytes) {
            return (org.apache.pekko.cluster.ddata.ORSet<Object>)
                    serializer.fromBinary(bytes, serializer.manifest(org.apache.pekko.cluster.ddata.ORSet.create()));
        }

        @Override
        public Object receiver(org.apache.pekko.cluster.ddata.ORSet<Object> set) {
            return set;
        }

        @Override
        @SuppressWarnings("unchecked") // what receiver returned
        public Object merge(Object receiver, byte[] bytes) {
            return ((org.apache.pekko.cluster.ddata.ORSet<Object>) receiver).merge(decode(bytes));
        }
    }
}
