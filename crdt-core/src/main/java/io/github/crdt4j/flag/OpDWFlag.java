package io.github.crdt4j.flag;

import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;

/**
 * A disable-wins flag, replicated by operations: it is enabled while every disable has a later enable, so a disable wins over a
 * concurrent enable.
 *
 * <pre>{@code
 * var codec = OpCodec.of(KryoCodec.create(), OpDWFlag.empty());
 * var consent = OpReplica.of(ReplicaId.fresh("berlin-1"), OpDWFlag.empty(), codec);
 * consent.update(OpDWFlag::enable);
 * boolean mayTrack = consent.state().isEnabled(); // true
 * }</pre>
 *
 * <p>Choose it where changes travel through a log or queue that keeps them, and a switch that stays off by mistake does less harm than
 * one that stays on. Where replicas gossip, or messages may be lost for good, choose {@link DWFlag}.
 *
 * <table>
 *   <caption>Concurrent updates</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code enable()}</td><td>{@code enable()}</td><td>enabled</td></tr>
 *   <tr><td>{@code enable()}</td><td>{@code disable()}</td><td>disabled: the disable wins</td></tr>
 *   <tr><td>{@code disable()}</td><td>{@code disable()}</td><td>disabled</td></tr>
 *   <tr><td>{@code disable()}</td><td>removal of the key, in a map</td><td>disabled</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> An enable is lost if any replica disables concurrently, even one whose flag was disabled already. A flag that
 * nobody has touched is disabled.
 *
 * <p><b>State and effect.</b> The enables and disables that no other has seen, each under its event; each takes away those its clock
 * contains and adds itself.
 *
 * <p><b>Cost.</b> State: an entry per concurrent event; the last one stays. Each operation: O(concurrent events). An operation travels as
 * one byte.
 *
 * <p><b>Source.</b> Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), the disable-wins
 * flag.
 */
public final class OpDWFlag implements OpRemovable<OpDWFlag, OpDWFlag.Change> {

    private static final OpDWFlag EMPTY = new OpDWFlag(Writes.none());

    static {
        OpParts.publish(OpDWFlag.class, (OpDWFlag flag) -> flag.verdicts, OpDWFlag::new);
    }

    private final Writes<Boolean> verdicts;

    private OpDWFlag(Writes<Boolean> verdicts) {
        this.verdicts = verdicts;
    }

    /** What can be done to such a flag. */
    public sealed interface Change extends Operation {}

    /** It is enabled, over every disable that was seen. */
    public record Enable() implements Change {
        @Override
        public String toString() {
            return "enable()";
        }
    }

    /** It is disabled, until an enable has seen this. */
    public record Disable() implements Change {
        @Override
        public String toString() {
            return "disable()";
        }
    }

    /** {@return the flag that nobody has touched, always the same object} */
    public static OpDWFlag empty() {
        return EMPTY;
    }

    /** {@return the operation that enables it, over every disable that this state shows} */
    public Change enable() {
        return new Enable();
    }

    /** {@return the operation that disables it; of a disabled flag too, for it wins over a concurrent enable} */
    public Change disable() {
        return new Disable();
    }

    /** {@return whether it is enabled: there is an enable, and every disable has a later one} */
    public boolean isEnabled() {
        return Writes.hold(verdicts);
    }

    @Override
    public OpDWFlag effect(Change operation, Dot dot, CausalPast past) {
        return new OpDWFlag(verdicts.write(operation instanceof Enable, dot, past));
    }

    @Override
    public OpDWFlag forget(CausalPast observed) {
        Writes<Boolean> kept = verdicts.forget(observed);
        return kept == verdicts ? this : new OpDWFlag(kept);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof OpDWFlag that && verdicts.equals(that.verdicts);
    }

    @Override
    public int hashCode() {
        return verdicts.hashCode();
    }

    @Override
    public Object plain() {
        return isEnabled();
    }

    @Override
    public String toString() {
        return Text.state("OpDWFlag", () -> "" + isEnabled(), verdicts::toString);
    }
}
