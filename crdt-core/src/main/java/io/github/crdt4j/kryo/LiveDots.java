package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The dots met so far among those that must not be met twice: those of larger sets as runs, single ones in masks. */
final class LiveDots {

    /** 64 numbers from a multiple of 64 on. */
    private static final class Mask {
        final long chunk;
        long bits;

        Mask(long chunk) {
            this.chunk = chunk;
        }
    }

    private final Map<ReplicaId, TreeMap<Long, Mask>> singles = new HashMap<>();
    private CausalContext runs = CausalContext.empty();
    private @Nullable ReplicaId lastReplica;
    private TreeMap<Long, Mask> lastMasks = new TreeMap<>();
    private @Nullable Mask lastMask;

    /** Adds a dot; returns false if it was there already. */
    boolean add(Dot dot) {
        if (!dot.replica().equals(lastReplica)) {
            lastReplica = dot.replica();
            lastMasks = singles.computeIfAbsent(lastReplica, absent -> new TreeMap<>());
            lastMask = null;
        }
        long chunk = dot.number() >>> 6;
        Mask mask = lastMask;
        if (mask == null || mask.chunk != chunk) {
            mask = lastMasks.computeIfAbsent(chunk, Mask::new);
            lastMask = mask;
        }
        long before = mask.bits;
        mask.bits |= 1L << dot.number();
        return before != mask.bits && !runs.contains(dot);
    }

    /** Adds many dots; returns one that was there already, or null. */
    @Nullable
    Dot addAll(CausalContext dots) {
        if (runs.isEmpty() && singles.isEmpty()) {
            runs = dots;
            return null;
        }
        CausalContext[] twice = {dots.minus(dots.minus(runs))};
        singles.forEach((replica, masks) -> masks.values().forEach(mask -> {
            for (long rest = mask.bits; rest != 0; rest &= rest - 1) {
                long number = (mask.chunk << 6) + Long.numberOfTrailingZeros(rest);
                if (dots.contains(replica, number)) {
                    twice[0] = twice[0].add(new Dot(replica, number));
                }
            }
        }));
        runs = runs.merge(dots);
        return first(twice[0]);
    }

    private static @Nullable Dot first(CausalContext dots) {
        var all = new ArrayList<Dot>();
        dots.forEachRun((replica, from, to) -> all.add(new Dot(replica, from)));
        return all.isEmpty() ? null : all.get(0);
    }
}
