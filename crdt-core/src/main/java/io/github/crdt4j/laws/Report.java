package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was run, so that histories which test nothing show: how many updates of which kind, how many pairs of them were
 * concurrent, how long the chains of cause and effect, and how often each {@link Hazard} was met.
 */
public final class Report {

    private final Map<String, Long> updates = new TreeMap<>();
    private final Map<String, Long> concurrent = new TreeMap<>();
    private final Map<String, Long> followed = new TreeMap<>();
    private long histories;
    private long steps;
    private long longestChain;
    private final Tally tally = new Tally();

    Report() {}

    /**
     * How many histories were run.
     *
     * @return their number
     */
    public long histories() {
        return histories;
    }

    /**
     * How many steps were run: updates, messages, restarts and the like, without the final exchange.
     *
     * @return their number
     */
    public long steps() {
        return steps;
    }

    /**
     * How many updates of each kind there were.
     *
     * @return numbers by kind; unmodifiable
     */
    public Map<String, Long> updates() {
        return Map.copyOf(updates);
    }

    /**
     * How many pairs of updates were concurrent.
     *
     * @param one the kind of the one
     * @param other the kind of the other, perhaps the same
     * @return the number of pairs
     */
    public long concurrent(String one, String other) {
        return concurrent.getOrDefault(pair(one, other), 0L);
    }

    /**
     * How many updates had seen one of another kind: a remove, then an add.
     *
     * @param earlier the kind of what was seen
     * @param later the kind of the update
     * @return the number of updates of that kind that had seen at least one
     */
    public long followed(String earlier, String later) {
        return followed.getOrDefault(then(earlier, later), 0L);
    }

    /**
     * The longest chain of updates, each of which had seen the one before.
     *
     * @return its length
     */
    public long longestChain() {
        return longestChain;
    }

    /**
     * How often something was met that breaks types or protocols.
     *
     * @param hazard what
     * @return how often
     */
    public long met(Hazard hazard) {
        return tally.count(Objects.requireNonNull(hazard, "hazard"));
    }

    <O> void add(Subject<?, O> subject, Plan<O> plan, History<?, O> history) {
        add(subject, plan, history.events, history.seenByNumber, history.tally);
    }

    <O> void add(Subject<?, O> subject, Plan<O> plan, List<Event<O>> events, List<BitSet> seenByNumber, Tally met) {
        histories++;
        steps += plan.steps().size();
        tally.met(plan.cast());
        List<String> kinds = new ArrayList<>();
        List<Long> chains = new ArrayList<>();
        for (Event<O> event : events) {
            String kind = subject.kind(event.operation());
            updates.merge(kind, 1L, Long::sum);
            long chain = 0;
            Set<String> seen = new TreeSet<>();
            for (int earlier = 0; earlier < kinds.size(); earlier++) {
                if (seenByNumber.get(event.number()).get(earlier)) {
                    chain = Math.max(chain, chains.get(earlier));
                    seen.add(kinds.get(earlier));
                } else {
                    concurrent.merge(pair(kinds.get(earlier), kind), 1L, Long::sum);
                }
            }
            seen.forEach(earlier -> followed.merge(then(earlier, kind), 1L, Long::sum));
            tally.add(Hazard.EQUAL_STAMPS, equalStamps(events, event));
            kinds.add(kind);
            chains.add(chain + 1);
            longestChain = Math.max(longestChain, chain + 1);
        }
        tally.addAll(met);
    }

    private static <O> long equalStamps(List<Event<O>> events, Event<O> event) {
        return events.subList(0, event.number()).stream()
                .filter(earlier -> earlier.issuer().first().counter()
                        == event.issuer().first().counter())
                .count();
    }

    private static String then(String earlier, String later) {
        return earlier + ", then " + later;
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? one + " || " + other : other + " || " + one;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        line(text, "histories", histories);
        line(text, "steps", steps);
        updates.forEach((kind, count) -> line(text, "updates " + kind, count));
        concurrent.forEach((pair, count) -> line(text, "concurrent " + pair, count));
        followed.forEach((pair, count) -> line(text, pair, count));
        line(text, "longest causal chain", longestChain);
        for (Hazard hazard : Hazard.values()) {
            line(text, hazard.label(), tally.count(hazard));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long count) {
        text.append(String.format("%-40s %,10d%n", name, count));
    }
}
