package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was run, so that histories which test nothing show: how many updates of which kind, how many pairs of them were
 * concurrent, how long the chains of cause and effect, and what the network did.
 */
public final class Report {

    private final Map<String, Long> updates = new TreeMap<>();
    private final Map<String, Long> concurrent = new TreeMap<>();
    private long histories;
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
     * The longest chain of updates, each of which had seen the one before.
     *
     * @return its length
     */
    public long longestChain() {
        return longestChain;
    }

    /**
     * How many messages arrived.
     *
     * @return their number, repetitions included
     */
    public long delivered() {
        return tally.delivered;
    }

    /**
     * How many machines started again.
     *
     * @return their number
     */
    public long restarts() {
        return tally.restarts;
    }

    <O> void add(Subject<?, O> subject, History<?, O> history) {
        histories++;
        List<String> kinds = new ArrayList<>();
        List<Long> chains = new ArrayList<>();
        for (Event<O> event : history.events) {
            String kind = subject.kind(event.operation());
            updates.merge(kind, 1L, Long::sum);
            long chain = 0;
            for (int earlier = 0; earlier < kinds.size(); earlier++) {
                if (history.seenByNumber.get(event.number()).get(earlier)) {
                    chain = Math.max(chain, chains.get(earlier));
                } else {
                    concurrent.merge(pair(kinds.get(earlier), kind), 1L, Long::sum);
                }
            }
            kinds.add(kind);
            chains.add(chain + 1);
            longestChain = Math.max(longestChain, chain + 1);
        }
        tally.delivered += history.tally.delivered;
        tally.overtaken += history.tally.overtaken;
        tally.repeated += history.tally.repeated;
        tally.lost += history.tally.lost;
        tally.splits += history.tally.splits;
        tally.restarts += history.tally.restarts;
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? one + " || " + other : other + " || " + one;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        line(text, "histories", histories);
        updates.forEach((kind, count) -> line(text, "updates " + kind, count));
        concurrent.forEach((pair, count) -> line(text, "concurrent " + pair, count));
        line(text, "longest causal chain", longestChain);
        line(text, "messages delivered", tally.delivered);
        line(text, "  overtaking others", tally.overtaken);
        line(text, "  and repeated later", tally.repeated);
        line(text, "messages lost", tally.lost);
        line(text, "partitions", tally.splits);
        line(text, "restarts", tally.restarts);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long count) {
        text.append(String.format("%-40s %,10d%n", name, count));
    }
}
