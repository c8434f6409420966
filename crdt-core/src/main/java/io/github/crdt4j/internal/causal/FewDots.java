package io.github.crdt4j.internal.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;

/** A few dots, held flat: what small deltas are told by without making contexts of their parts. Collects up to {@link #MOST}. */
final class FewDots implements DotVisitor {

    static final int MOST = 16;

    private final ReplicaId[] replicas = new ReplicaId[MOST];
    private final long[] numbers = new long[MOST];
    private int size;

    /**
     * Whether a few entries certainly take nothing from others that they do not mention: all that they have seen and that these
     * have seen, too, lives under their own keys.
     */
    static <K, D extends DotStore<D>> boolean spareOthers(
            CausalContext mine, DotMap<K, D> map, CausalContext theirs, DotMap<K, D> few) {
        if (few.isBottom() || few.leastDots() > MOST || few.leastDots() > map.leastDots() / 4) {
            return false; // a removal, or a whole state of a small store: to look would be in vain
        }
        var alive = new FewDots();
        few.all().forEach((key, there) -> {
            D here = map.all().get(key);
            if (here != null && here.leastDots() <= MOST) { // of more, not all can be told
                here.forEachBeyond(map.absent(), alive);
            }
        });
        return alive.haveAll(theirs, mine);
    }

    /** Collects a dot; one that comes when this is full is left out. */
    @Override
    public void visit(ReplicaId replica, long number) {
        if (size < MOST) {
            replicas[size] = replica;
            numbers[size++] = number;
        }
    }

    private boolean contains(ReplicaId replica, long number) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] == number && replicas[i].equals(replica)) {
                return true;
            }
        }
        return false;
    }

    /** Whether each dot of a context is here, or has not been seen by another; false where that is many dots to look at. */
    boolean haveAll(CausalContext dots, CausalContext seen) {
        if (dots.replicas().size() > MOST) {
            return false;
        }
        var missing = new CausalContext.RunVisitor() {
            boolean any;

            @Override
            public void run(ReplicaId replica, long from, long to) {
                if (any || from > seen.last(replica)) {
                    return;
                }
                any = to - from >= MOST;
                for (long more = to - from; more >= 0 && !any; more--) {
                    any = !contains(replica, to - more) && seen.contains(replica, to - more);
                }
            }
        };
        dots.forEachRun(missing);
        return !missing.any;
    }
}
