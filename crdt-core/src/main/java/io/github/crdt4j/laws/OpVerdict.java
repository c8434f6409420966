package io.github.crdt4j.laws;

import static io.github.crdt4j.laws.OpChronicle.containsAll;

import io.github.crdt4j.laws.OpSite.Post;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.Receipt;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of a replica after a step of a history of operations, given what was done. */
final class OpVerdict<S extends OpCrdt<S, P>, P extends Operation, O> {

    private final OpSubject<S, P, O> subject;
    private final OpChronicle<S, P, O> chronicle;
    private final SpaceTime told;

    OpVerdict(OpSubject<S, P, O> subject, OpChronicle<S, P, O> chronicle, SpaceTime told) {
        this.subject = subject;
        this.chronicle = chronicle;
        this.told = told;
    }

    /** The value, by the specification, by the operations one by one and by the sibling; and what is awaited. */
    void check(OpSite<S, P, O> site) {
        var visible = new ArrayList<Event<O>>();
        site.known.seen.stream().forEach(number -> visible.add(chronicle.events.get(number)));
        Object value = subject.value(site.endpoint.state());
        told.value(value);
        Object expected = subject.expected(new View<>(visible, chronicle.seenByNumber));
        if (expected != Subject.UNSPECIFIED && !expected.equals(value)) {
            throw new LawViolation(
                    "the value is the specified function of the visible updates",
                    "  replica   = " + site.id() + "\n  state     = " + site.endpoint.state() + "\n  value     = "
                            + Alike.text(value, expected) + "\n  specified = " + Alike.text(expected, value)
                            + "\n  visible   = " + visible);
        }
        Object model = subject.value(site.known.model);
        if (!model.equals(value)) {
            throw new LawViolation(
                    "the state is that of its operations, each carried out once",
                    "  replica  = " + site.id() + "\n  state    = " + site.endpoint.state() + "\n  expected = "
                            + site.known.model);
        }
        Object twin = site.known.twinValue();
        if (twin != null && !twin.equals(value)) {
            throw new LawViolation(
                    "operations, deltas and states show the same",
                    "  replica     = " + site.id() + "\n  operations  = " + site.endpoint.state() + "\n  state-based = "
                            + site.known.twinState());
        }
        CausalContext missing = chronicle.missing(site.known);
        if (!missing.equals(site.endpoint.missing())) {
            throw new LawViolation(
                    "what is awaited is named",
                    "  replica  = " + site.id() + "\n  expected = " + missing + "\n  was      = "
                            + site.endpoint.missing());
        }
    }

    /** A message was turned away for want of room. */
    void overflowed(OpSite<S, P, O> site, Post<P> post, boolean isNew, S before) {
        if (!isNew || chronicle.isReady(site.known, post.event()) || !before.equals(site.endpoint.state())) {
            throw new LawViolation("only early messages overflow, and change nothing", "  " + post.message());
        }
    }

    /** A message was taken, and some were carried out. */
    void received(OpSite<S, P, O> site, Post<P> post, boolean isNew, Receipt<List<P>> receipt, Set<Dot> expected) {
        Set<Dot> carriedOut = new HashSet<>();
        receipt.deliverable().forEach(message -> carriedOut.add(message.dot()));
        if (!expected.equals(carriedOut) || receipt.deliverable().size() != expected.size()) {
            throw new LawViolation(
                    "a message is carried out once, as soon as all it has seen was",
                    "  replica  = " + site.id() + "\n  received = " + post.message() + "\n  expected = " + expected
                            + "\n  was      = " + receipt.deliverable());
        }
        if ((receipt.outcome() == Receipt.Outcome.DUPLICATE) == isNew) {
            throw new LawViolation("repetitions are told", "  " + post.message() + " was " + receipt.outcome());
        }
    }

    /** A replica takes events for stable: every member must have them, durably unless it is the replica itself. */
    void stable(OpSite<S, P, O> site, VectorClock stable, List<OpSite<S, P, O>> members) {
        chronicle.numbered().forEach((dot, event) -> {
            if (stable.contains(dot) && !site.stable.get(event)) {
                for (OpSite<S, P, O> member : members) {
                    boolean has = (member == site ? member.known : member.onDisk).seen.get(event);
                    if (!has && !isNewcomer(member, members)) {
                        throw new LawViolation(
                                "what is stable is known to every member",
                                "  replica = " + site.id() + "\n  stable  = " + stable + "\n  member  = " + member.id()
                                        + "\n  lacks   = " + dot);
                    }
                }
                site.stable.set(event);
            }
        });
    }

    /** A newcomer that replays from the start does not take back what was stable before it came. */
    private boolean isNewcomer(OpSite<S, P, O> member, List<OpSite<S, P, O>> members) {
        return member.isReplacement() && !hasCaughtUp(member, members);
    }

    /** Whether a replica has all that the others may have taken for stable. */
    boolean hasCaughtUp(OpSite<S, P, O> site, List<OpSite<S, P, O>> members) {
        return members.stream().allMatch(other -> containsAll(site.known.seen, other.stable));
    }

    /** Everything was delivered: replicas have all of it, know that of each other, and are in one state. */
    void agree(OpSite<S, P, O> site, OpSite<S, P, O> other) {
        for (Post<P> post : chronicle.posts()) {
            if (!site.known.seen.get(post.event())) {
                throw new LawViolation("nothing is lost", "  " + site.id() + " lacks " + post.message());
            }
            if (!site.stable.get(post.event())) {
                throw new LawViolation(
                        "what everybody has and has said so is stable",
                        "  " + site.id() + " does not know it of "
                                + post.message().dot());
            }
        }
        if (!site.endpoint.state().equals(other.endpoint.state())) {
            throw new LawViolation(
                    "replicas that have carried out the same operations have equal states",
                    "  " + other.id() + " = " + other.endpoint.state() + "\n  " + site.id() + " = "
                            + site.endpoint.state());
        }
    }
}
