package io.github.crdt4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/**
 * Prints, as a Markdown table, how many bytes a set takes beyond its elements, the identities of the replicas and the empty
 * set, which all sets share.
 */
public final class Memory {

    private static final int MANY = 100_000;
    private static final int PASSES = 3;

    private Memory() {}

    /**
     * Measures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        var table = new StringBuilder();
        for (int n : List.of(0, 1, 8, MANY)) {
            append(table, "n = " + Figures.grouped(n), n, ours(n).size(), peers(n).size());
        }
        append(
                table,
                "n = " + Figures.grouped(MANY) + ", decoded",
                MANY,
                ours(MANY).decode().size(),
                peers(MANY).decode().size());
        append(
                table,
                "n = " + Figures.grouped(MANY) + ", after churn",
                MANY,
                ours(MANY).churn().size(),
                peers(MANY).churn().size());
        append(
                table,
                "n = " + Figures.grouped(MANY) + ", after a removal from elsewhere",
                MANY,
                ours(MANY).applyRemoval().size(),
                peers(MANY).applyRemoval().size());
        // At last: the tool has remarks of its own to print.
        System.out.println("| set of strings | crdt4j bytes | Pekko bytes | crdt4j per element | Pekko per element |");
        System.out.println("|---|---|---|---|---|");
        System.out.print(table);
    }

    private static void append(StringBuilder table, String words, int n, long ours, long peers) {
        double each = n == 0 ? Double.NaN : n;
        table.append("| " + words + " | " + Figures.grouped(Math.toIntExact(ours)) + " | "
                + Figures.grouped(Math.toIntExact(peers)) + " | " + Figures.of(ours / each) + " | "
                + Figures.of(peers / each) + " |\n");
    }

    private static Filled ours(int n) {
        return new Filled(SetLibrary.of("crdt4j"), OurSets.REPLICAS, n);
    }

    private static Filled peers(int n) {
        return new Filled(SetLibrary.of("pekko"), PekkoSets.NODES, n);
    }

    /** A set, and what is not counted. */
    private static final class Filled {

        private final SetLibrary<Object> sets;
        private final Object[] replicas;
        private final Elements source = new Elements("strings", 1);
        private final Object[] elements;
        private Object set;

        Filled(SetLibrary<Object> sets, Object[] replicas, int n) {
            this.sets = sets;
            this.replicas = replicas;
            this.elements = source.next(n);
            this.set = sets.of(elements);
        }

        /** Each element goes and another one comes, several times, at all replicas. */
        Filled churn() {
            for (int turn = 0; turn < PASSES * elements.length; turn++) {
                int place = turn % elements.length;
                set = sets.remove(set, turn % replicas.length, elements[place]);
                elements[place] = source.next();
                set = sets.add(set, turn % replicas.length, elements[place]);
            }
            return this;
        }

        /** As it is after a message. */
        Filled decode() {
            set = sets.unshared(set);
            return this;
        }

        /** A removed add of another replica, which has to be found among all. */
        Filled applyRemoval() {
            int last = elements.length - 1;
            Object extra = source.next();
            Object more = sets.add(set, 0, extra);
            set = sets.apply(more, sets.deltaOfRemove(more, 1, extra));
            if (sets.size(set) != last + 1) {
                throw new IllegalStateException("the removal was not applied");
            }
            return this;
        }

        long size() {
            Object[] shared = {sets.elements(set), replicas, sets.empty()};
            Object[] all = Arrays.copyOf(shared, shared.length + 1);
            all[shared.length] = set;
            return GraphLayout.parseInstance(all).totalSize()
                    - GraphLayout.parseInstance(shared).totalSize();
        }
    }
}
