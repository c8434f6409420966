package io.github.crdt4j.planted;

import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.set.ORSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A record of two sets, and a zip that is wrong in one way at a time. */
final class ToyRecord implements Composite<ToyRecord> {

    enum Bug {
        NONE,
        ZIP_FORGETS_ONE,
        ZIP_HANDS_ONE_OVER_TWICE,
        ZIP_EXCHANGES_RESULTS,
        ZIP_EXCHANGES_ARGUMENTS,
        ZIP_FORGETS_ONE_WHEN_THE_OTHER_IS_EMPTY
    }

    private final Bug bug;
    private final ORSet<String> in;
    private final ORSet<String> out;

    private ToyRecord(Bug bug, ORSet<String> in, ORSet<String> out) {
        this.bug = bug;
        this.in = in;
        this.out = out;
    }

    static Script<ToyRecord> subject(Bug bug) {
        return Script.startingWith(new ToyRecord(bug, ORSet.empty(), ORSet.empty()))
                .step(
                        "in",
                        Keys::text,
                        (ToyRecord one, Issuer issuer, String what) ->
                                new ToyRecord(bug, one.in.add(issuer.self(), what), one.out))
                .step(
                        "out",
                        Keys::text,
                        (ToyRecord one, Issuer issuer, String what) ->
                                new ToyRecord(bug, one.in, one.out.add(issuer.self(), what)))
                .reading(one -> Set.of(Set.copyOf(one.in.elements()), one.out.size() + " out"))
                .specifiedBy(visible -> Set.of(
                        visible.events().stream()
                                .filter(event -> event.operation().name().equals("in"))
                                .map(event -> event.operation().argument())
                                .collect(Collectors.toSet()),
                        visible.events().stream()
                                        .filter(event ->
                                                event.operation().name().equals("out"))
                                        .map(event -> event.operation().argument())
                                        .distinct()
                                        .count()
                                + " out"));
    }

    @Override
    public ToyRecord zip(ToyRecord other, Zip with) {
        return switch (bug) {
            case ZIP_FORGETS_ONE -> new ToyRecord(bug, with.apply(in, other.in), out);
            case ZIP_HANDS_ONE_OVER_TWICE -> new ToyRecord(bug, with.apply(in, other.in), with.apply(in, other.in));
            case ZIP_EXCHANGES_RESULTS -> new ToyRecord(bug, with.apply(out, other.out), with.apply(in, other.in));
            case ZIP_EXCHANGES_ARGUMENTS -> new ToyRecord(bug, with.apply(in, other.out), with.apply(out, other.in));
            case ZIP_FORGETS_ONE_WHEN_THE_OTHER_IS_EMPTY ->
                new ToyRecord(bug, with.apply(in, other.in), in.isEmpty() ? with.apply(out, other.out) : out);
            case NONE -> new ToyRecord(bug, with.apply(in, other.in), with.apply(out, other.out));
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ToyRecord that && in.equals(that.in) && out.equals(that.out);
    }

    @Override
    public int hashCode() {
        return in.hashCode();
    }

    @Override
    public String toString() {
        return in + " and " + out;
    }
}
