package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.map.ORMap;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.PNCounterMap;
import scala.Option;
import scala.collection.immutable.HashMap;

/** Maps of strings to counters, as each library has them. Replicas are numbered from 0 to 2. */
interface MapLibrary<S> {

    S empty();

    S increment(S map, int replica, String key);

    /** Counts with each key, as one next state where the library knows such. */
    S edit(S map, int replica, String[] keys);

    S merge(S one, S other);

    long value(S map, String key);

    int size(S map);

    /** An equal state that shares nothing in memory with the given one, as after decoding. */
    S unshared(S map);

    /** What is sent after counting with a key. */
    Object deltaOfIncrement(S before, int replica, String key);

    S apply(S map, Object delta);

    @SuppressWarnings("unchecked") // each library is given what it made itself
    static MapLibrary<Object> of(String name) {
        MapLibrary<?> library = switch (name) {
            case "crdt4j" -> new Ours();
            case "pekko" -> new Pekko();
            default -> throw new IllegalArgumentException("no library " + name);
        };
        return (MapLibrary<Object>) library;
    }

    /** Maps of this library. */
    final class Ours implements MapLibrary<ORMap<String, PNCounter>> {

        private final KryoCodec codec = KryoCodec.create();

        @Override
        public ORMap<String, PNCounter> empty() {
            return ORMap.empty(PNCounter.empty());
        }

        @Override
        public ORMap<String, PNCounter> increment(ORMap<String, PNCounter> map, int replica, String key) {
            ReplicaId self = OurSets.REPLICAS[replica];
            return map.update(self, key, counter -> counter.increment(self));
        }

        @Override
        public ORMap<String, PNCounter> edit(ORMap<String, PNCounter> map, int replica, String[] keys) {
            ReplicaId self = OurSets.REPLICAS[replica];
            return map.edit(self, editor -> {
                for (String key : keys) {
                    editor.update(key, counter -> counter.increment(self));
                }
            });
        }

        @Override
        public ORMap<String, PNCounter> merge(ORMap<String, PNCounter> one, ORMap<String, PNCounter> other) {
            return one.merge(other);
        }

        @Override
        public long value(ORMap<String, PNCounter> map, String key) {
            return map.get(key).value();
        }

        @Override
        public int size(ORMap<String, PNCounter> map) {
            return map.size();
        }

        @Override
        public ORMap<String, PNCounter> unshared(ORMap<String, PNCounter> map) {
            return codec.decode(codec.encode(map), empty());
        }

        @Override
        public Object deltaOfIncrement(ORMap<String, PNCounter> before, int replica, String key) {
            return unshared(increment(before, replica, key).delta(before));
        }

        @Override
        @SuppressWarnings("unchecked") // what the method above returned
        public ORMap<String, PNCounter> apply(ORMap<String, PNCounter> map, Object delta) {
            return map.merge((ORMap<String, PNCounter>) delta);
        }
    }

    /** Maps of Apache Pekko Distributed Data. */
    final class Pekko implements MapLibrary<PNCounterMap<String>> {

        @Override
        public PNCounterMap<String> empty() {
            return PNCounterMap.create();
        }

        private static PNCounterMap<String> changed(PNCounterMap<String> map, int replica, String key) {
            UniqueAddress node = PekkoSets.NODES[replica];
            return map.increment(node, key, 1);
        }

        @Override
        public PNCounterMap<String> increment(PNCounterMap<String> map, int replica, String key) {
            return changed(map, replica, key).resetDelta();
        }

        @Override
        public PNCounterMap<String> edit(PNCounterMap<String> map, int replica, String[] keys) {
            PNCounterMap<String> now = map;
            for (String key : keys) {
                now = increment(now, replica, key);
            }
            return now;
        }

        @Override
        public PNCounterMap<String> merge(PNCounterMap<String> one, PNCounterMap<String> other) {
            return one.merge(other);
        }

        @Override
        public long value(PNCounterMap<String> map, String key) {
            return map.getValue(key).longValueExact();
        }

        @Override
        public int size(PNCounterMap<String> map) {
            return map.size();
        }

        @Override
        public PNCounterMap<String> unshared(PNCounterMap<String> map) {
            var whole = map.underlying();
            var copy = HashMap.<String, org.apache.pekko.cluster.ddata.PNCounter>newBuilder();
            var entries = whole.values().iterator();
            while (entries.hasNext()) {
                var entry = entries.next();
                copy.addOne(scala.Tuple2.apply(copyOf(entry._1()), CounterLibrary.PekkoPNCounters.copy(entry._2())));
            }
            var keys = PekkoSets.copy(whole.keys(), Pekko::copyOf);
            return new PNCounterMap<>(
                    new org.apache.pekko.cluster.ddata.ORMap<>(keys, copy.result(), whole.zeroTag(), Option.empty()));
        }

        private static String copyOf(String key) {
            return new String(key.toCharArray());
        }

        @Override
        public Object deltaOfIncrement(PNCounterMap<String> before, int replica, String key) {
            return changed(before.resetDelta(), replica, key).delta().get();
        }

        @Override
        public PNCounterMap<String> apply(PNCounterMap<String> map, Object delta) {
            return map.mergeDelta((org.apache.pekko.cluster.ddata.ORMap.DeltaOp) delta);
        }
    }
}
