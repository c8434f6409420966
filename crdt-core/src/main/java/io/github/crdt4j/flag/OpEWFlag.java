package io.github.crdt4j.flag;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.Keepers;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;

/**
 * An enable-wins flag, replicated by operations: a disable takes away the enables it has seen, so an enable wins over a
 * concurrent disable.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpEWFlag.empty());
 * var alarm = OpReplica.of(ReplicaId.fresh("berlin-1"), OpEWFlag.empty(), codec);
 * alarm.update(OpEWFlag::enable);
 * boolean rings = alarm.state().isEnabled(); // true
 * }</pre>
 *
 * <p>Choose it where changes travel through a log or queue that keeps them, and a switch that stays on by mistake does less harm than
 * one that goes off. Where replicas gossip, or messages may be lost for good, choose {@link EWFlag}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code enable()}</td><td>{@code enable()}</td><td>enabled</td></tr>
 *   <tr><td>{@code enable()}</td><td>{@code disable()}</td><td>enabled: the enable wins</td></tr>
 *   <tr><td>{@code disable()}</td><td>{@code disable()}</td><td>disabled</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> A disable is lost if any replica enables concurrently, even one whose flag was enabled already.
 *
 * <p><b>State and effect.</b> The events of the enables that survive. An enable replaces those its clock contains, a disable takes them
 * away; neither touches what is concurrent.
 *
 * <p><b>Cost.</b> State: an event per concurrent enable. Each operation: O(concurrent enables). An operation travels as one byte.
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the enable-wins flag.
 */
public final class OpEWFlag implements OpRemovable<OpEWFlag, OpEWFlag.Change> {

    private static final OpEWFlag EMPTY = new OpEWFlag(Dots.none());

    static {
        OpParts.publish(OpEWFlag.class, (OpEWFlag flag) -> flag.enables, OpEWFlag::new);
    }

    private final Dots enables;

    private OpEWFlag(Dots enables) {
        this.enables = enables;
    }

    /** What can be done to such a flag. */
    public sealed interface Change extends Operation {}

    /** It is enabled. */
    public record Enable() implements Change {
        @Override
        public String toString() {
            return "enable()";
        }
    }

    /** Every enable that was seen is taken away. */
    public record Disable() implements Change {
        @Override
        public String toString() {
            return "disable()";
        }
    }

    /** {@return the flag that was never enabled, always the same object} */
    public static OpEWFlag empty() {
        return EMPTY;
    }

    /** {@return the operation that enables it; of an enabled flag too, for it wins over a concurrent disable} */
    public Change enable() {
        return new Enable();
    }

    /** {@return the operation that disables it; without effect when it is disabled} */
    public Change disable() {
        return new Disable();
    }

    /** {@return whether it is enabled: whether an enable survives} */
    public boolean isEnabled() {
        return !enables.isBottom();
    }

    @Override
    public OpEWFlag effect(Change operation, Dot dot, CausalPast past) {
        return operation instanceof Enable ? new OpEWFlag(Keepers.add(enables, dot, past)) : forget(past);
    }

    @Override
    public OpEWFlag forget(CausalPast observed) {
        Dots kept = Keepers.forget(enables, observed);
        return kept == enables ? this : kept.isBottom() ? EMPTY : new OpEWFlag(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpEWFlag that && enables.equals(that.enables);
    }

    @Override
    public int hashCode() {
        return enables.hashCode();
    }

    @Override
    public Object plain() {
        return isEnabled();
    }

    @Override
    public String toString() {
        return Text.state("OpEWFlag", () -> "" + isEnabled(), () -> enables.isBottom() ? "" : enables.toString());
    }
}
