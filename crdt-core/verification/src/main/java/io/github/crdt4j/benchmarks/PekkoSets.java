package io.github.crdt4j.benchmarks;

import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.OneVersionVector;
import org.apache.pekko.cluster.ddata.VersionVector;
import scala.Option;
import scala.collection.immutable.HashMap;

/**
 * Sets of Apache Pekko Distributed Data. Each state starts a delta of its own, as after each message; piling them up would
 * make the next update slower.
 */
final class PekkoSets implements SetLibrary<ORSet<Object>> {

    static final UniqueAddress[] NODES = {node(1), node(2), node(3)};

    private static UniqueAddress node(int number) {
        return new UniqueAddress(new Address("pekko", "benchmark", "host" + number, 7355), number);
    }

    @Override
    public ORSet<Object> empty() {
        return ORSet.create();
    }

    @Override
    public ORSet<Object> add(ORSet<Object> set, int replica, Object element) {
        return set.add(NODES[replica], element).resetDelta();
    }

    @Override
    public ORSet<Object> remove(ORSet<Object> set, int replica, Object element) {
        return set.remove(NODES[replica], element).resetDelta();
    }

    @Override
    public ORSet<Object> edit(ORSet<Object> set, int replica, Object[] added, Object[] removed) {
        ORSet<Object> now = set;
        for (int i = 0; i < added.length; i++) {
            now = remove(add(now, replica, added[i]), replica, removed[i]);
        }
        return now;
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
        return set.getElements().toArray();
    }

    @Override
    public ORSet<Object> merge(ORSet<Object> one, ORSet<Object> other) {
        return one.merge(other);
    }

    /** A merge forgets that one descends from the other, so it has to be told each time. */
    @Override
    public ORSet<Object> fastForward(ORSet<Object> before, ORSet<Object> after) {
        after.org$apache$pekko$cluster$ddata$FastMerge$$ancestor_$eq(before);
        return before.merge(after);
    }

    @Override
    public ORSet<Object> unshared(ORSet<Object> set) {
        return copy(set, Elements::copy);
    }

    static <A> ORSet<A> copy(ORSet<A> set, java.util.function.UnaryOperator<A> copyOfElement) {
        var copy = HashMap.<A, VersionVector>newBuilder();
        var entries = set.elementsMap().iterator();
        while (entries.hasNext()) {
            var entry = entries.next();
            var dots = entry._2() instanceof OneVersionVector one
                    ? new OneVersionVector(one.node(), one.version())
                    : entry._2();
            copy.addOne(scala.Tuple2.apply(copyOfElement.apply(entry._1()), dots));
        }
        return new ORSet<>(copy.result(), set.vvector(), Option.empty());
    }

    @Override
    public Object deltaOfAdd(ORSet<Object> before, int replica, Object element) {
        return before.resetDelta().add(NODES[replica], element).delta().get();
    }

    @Override
    public Object deltaOfRemove(ORSet<Object> before, int replica, Object element) {
        return before.resetDelta().remove(NODES[replica], element).delta().get();
    }

    @Override
    public ORSet<Object> apply(ORSet<Object> set, Object delta) {
        return set.mergeDelta((ORSet.DeltaOp) delta);
    }
}
