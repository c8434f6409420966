package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.sync.SyncMessage;

/** Sets of this library. */
final class OurSets implements SetLibrary<ORSet<Object>> {

    static final ReplicaId[] REPLICAS = {ReplicaId.of("a"), ReplicaId.of("b"), ReplicaId.of("c")};

    private final KryoCodec codec = KryoCodec.create();

    @Override
    public ORSet<Object> empty() {
        return ORSet.empty();
    }

    @Override
    public ORSet<Object> add(ORSet<Object> set, int replica, Object element) {
        return set.add(REPLICAS[replica], element);
    }

    @Override
    public ORSet<Object> remove(ORSet<Object> set, int replica, Object element) {
        return set.remove(element);
    }

    @Override
    public ORSet<Object> edit(ORSet<Object> set, int replica, Object[] added, Object[] removed) {
        return set.edit(REPLICAS[replica], editor -> {
            for (int i = 0; i < added.length; i++) {
                editor.add(added[i]);
                editor.remove(removed[i]);
            }
        });
    }

    @Override
    public boolean contains(ORSet<Object> set, Object element) {
        return set.contains(element);
    }

    @Override
    public int size(ORSet<Object> set) {
        return set.size();
    }

    @Override
    public Object[] elements(ORSet<Object> set) {
        return set.elements().toArray();
    }

    @Override
    public ORSet<Object> merge(ORSet<Object> one, ORSet<Object> other) {
        return one.merge(other);
    }

    @Override
    public ORSet<Object> fastForward(ORSet<Object> before, ORSet<Object> after) {
        return before.merge(after);
    }

    @Override
    public ORSet<Object> unshared(ORSet<Object> set) {
        return codec.decode(codec.encode(set), empty());
    }

    @Override
    public Object deltaOfAdd(ORSet<Object> before, int replica, Object element) {
        return sent(add(before, replica, element).delta(before));
    }

    @Override
    public Object deltaOfRemove(ORSet<Object> before, int replica, Object element) {
        return sent(before.remove(element).delta(before));
    }

    /** As it comes out of a message. */
    private ORSet<Object> sent(ORSet<Object> delta) {
        var message = new SyncMessage.Delta<>(REPLICAS[0], REPLICAS[1], 1, 1, false, delta);
        var received = (SyncMessage.Delta<ORSet<Object>>) codec.decodeMessage(codec.encodeMessage(message), empty());
        return received.delta();
    }

    @Override
    @SuppressWarnings("unchecked") // what a method above returned
    public Object unhinted(Object delta) {
        return unshared((ORSet<Object>) delta);
    }

    @Override
    @SuppressWarnings("unchecked") // what a method above returned
    public ORSet<Object> apply(ORSet<Object> set, Object delta) {
        return set.merge((ORSet<Object>) delta);
    }
}
