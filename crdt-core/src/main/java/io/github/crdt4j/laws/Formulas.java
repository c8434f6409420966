package io.github.crdt4j.laws;

import java.util.Map;

/** What the states of a failure are to each other: the laws once more, as formulas of a, b, c. */
final class Formulas {

    private static final Map<String, String> BY_LAW = Map.ofEntries(
            Map.entry("merge is idempotent", "a.merge(a) = a"),
            Map.entry("merge is commutative", "a.merge(b) = b.merge(a)"),
            Map.entry("merge is associative", "a.merge(b).merge(c) = a.merge(b.merge(c))"),
            Map.entry("merge is an upper bound", "c = a.merge(b), a.leq(c) and b.leq(c)"),
            Map.entry("merge is the least upper bound", "if a.leq(c) and b.leq(c), then a.merge(b).leq(c)"),
            Map.entry("the empty state is neutral", "a.merge(b) = b.merge(a) = the one that is not empty"),
            Map.entry("the empty state is least", "a is empty, a.leq(b)"),
            Map.entry("the order is reflexive", "a.leq(a)"),
            Map.entry("the order is transitive", "if a.leq(b) and b.leq(c), then a.leq(c)"),
            Map.entry("leq agrees with merge", "a.leq(b) exactly if a.merge(b) = b"),
            Map.entry("leq is antisymmetric", "if a.leq(b) and b.leq(a), then a = b"),
            Map.entry("equal states have equal hash codes", "if a = b, then a.hashCode() = b.hashCode()"),
            Map.entry("what a state adds to itself is nothing", "b = a.delta(a), a.merge(b) = a"),
            Map.entry("what a state adds to itself is the empty state", "b.delta(b) = a, the empty state"),
            Map.entry("what a state adds to nothing is all of it", "a.delta(empty) = a"),
            Map.entry(
                    "since.merge(after.delta(since)) is since.merge(after)", "c = a.delta(b), b.merge(c) = b.merge(a)"),
            Map.entry("a delta is contained in its state", "c = a.delta(b), c.leq(a)"),
            Map.entry("no state smaller than the delta will do", "b.merge(c) = b.merge(a), d = a.delta(b), d.leq(c)"),
            Map.entry("no other delta is smaller", "d = a.delta(b), e = a.delta(c), b.merge(e) = b.merge(a), d.leq(e)"),
            Map.entry("merging nothing returns the same object", "a.merge(empty) == a"),
            Map.entry("merging into nothing returns the same object", "empty.merge(a) == a"),
            Map.entry("a merge that adds nothing returns the same object", "b.leq(a), a.merge(b) == a"),
            Map.entry("a merge into less returns the other object", "a.leq(b), a.merge(b) == b"),
            Map.entry("an update only adds to the state", "b is a after an update, a.leq(b)"),
            Map.entry("merging the state before an update changes nothing", "b is a after an update, b.merge(a) = b"));

    private Formulas() {}

    static String of(String law) {
        String formula = BY_LAW.get(law);
        if (formula == null) {
            throw new IllegalArgumentException("no formula of: " + law);
        }
        return formula;
    }
}
