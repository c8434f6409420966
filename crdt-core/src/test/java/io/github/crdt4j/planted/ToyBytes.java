package io.github.crdt4j.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.planted.ToySet.Bug;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Bytes of the plain set: a line for each dot, with its element if it is alive. */
final class ToyBytes {

    private ToyBytes() {}

    static byte[] encode(ToySet set, Bug bug) {
        List<String> lines = new ArrayList<>();
        // Elements with one hash code share a bucket, in the order in which they came.
        Map<String, Set<Dot>> live =
                bug == Bug.HASH_ORDER_ON_THE_WIRE ? new HashMap<>(set.live()) : new TreeMap<>(set.live());
        live.forEach((element, dots) -> dots.forEach(dot -> lines.add(line(dot) + " " + element)));
        Set<Dot> rest = new TreeSet<>(set.seen());
        live.values().forEach(rest::removeAll);
        if (bug != Bug.CONTEXT_LOST_ON_THE_WIRE) {
            rest.forEach(dot -> lines.add(line(dot)));
        }
        return String.join("\n", lines).getBytes(UTF_8);
    }

    static ToySet decode(byte[] bytes, Bug bug) {
        Map<String, Set<Dot>> live = new LinkedHashMap<>();
        Set<Dot> seen = new TreeSet<>();
        new String(bytes, UTF_8).lines().map(line -> line.split(" ")).forEach(parts -> {
            var dot = new Dot(new ReplicaId(parts[0], Long.parseLong(parts[1])), Long.parseLong(parts[2]));
            seen.add(dot);
            if (parts.length > 3) {
                live.computeIfAbsent(parts[3], any -> new TreeSet<>()).add(dot);
            }
        });
        return ToySet.of(bug, live, seen);
    }

    private static String line(Dot dot) {
        return dot.replica().name() + " " + dot.replica().incarnation() + " " + dot.number();
    }
}
