package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
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
    private CausalContext first = CausalContext.empty(); // the runs that came first, mostly all
    private final Map<ReplicaId, TreeMap<Long, Long>> runs =
            new HashMap<>(); // the others, the last number by the first
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
        return before != mask.bits && !first.contains(dot) && (runs.isEmpty() || !isInARun(dot));
    }

    private boolean isInARun(Dot dot) {
        TreeMap<Long, Long> of = runs.get(dot.replica());
        Map.Entry<Long, Long> run = of == null ? null : of.floorEntry(dot.number());
        return run != null && run.getValue() >= dot.number();
    }

    /** Adds many dots, in time for these alone: there may be many sets in one state. Returns one that was there, or null. */
    @Nullable
    Dot addAll(CausalContext dots) {
        if (first.isEmpty() && singles.isEmpty()) {
            first = dots;
            return null;
        }
        Dot[] twice = {least(dots.minus(dots.minus(first)))};
        dots.forEachRun((replica, from, to) -> {
            Dot met = addRun(replica, from, to);
            twice[0] = twice[0] == null ? met : twice[0];
        });
        return twice[0];
    }

    private @Nullable Dot addRun(ReplicaId replica, long from, long to) {
        TreeMap<Long, Long> of = runs.computeIfAbsent(replica, absent -> new TreeMap<>());
        Map.Entry<Long, Long> before = of.floorEntry(to);
        of.put(from, to);
        if (before != null && before.getValue() >= from) {
            return new Dot(replica, Math.max(before.getKey(), from));
        }
        TreeMap<Long, Mask> masks = singles.get(replica);
        if (masks != null) {
            for (Mask mask : masks.subMap(from >>> 6, true, to >>> 6, true).values()) {
                for (long rest = mask.bits; rest != 0; rest &= rest - 1) {
                    long number = (mask.chunk << 6) + Long.numberOfTrailingZeros(rest);
                    if (number >= from && number <= to) {
                        return new Dot(replica, number);
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Dot least(CausalContext dots) {
        Dot[] least = new Dot[1];
        dots.forEachRun((replica, from, to) -> least[0] = least[0] == null ? new Dot(replica, from) : least[0]);
        return least[0];
    }
}
