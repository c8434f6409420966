package io.github.crdt4j.flag;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.causal.Verdicts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Objects;

/**
 * A disable-wins flag: it is enabled while every disable has a later enable, so a disable wins over a concurrent enable.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * DWFlag consent = DWFlag.empty().enable(me);
 * boolean mayTrack = consent.disable(me).isEnabled(); // false
 * }</pre>
 *
 * <p>Choose it where a switch that stays off by mistake does less harm than one that stays on: consent, permissions, feature
 * switches. Where an enable must win, use an {@link EWFlag}.
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
 * <p><b>Anomalies.</b> An enable is lost if any replica disables concurrently, even one whose flag was disabled already. A flag
 * that nobody has touched is disabled.
 *
 * <p><b>Lattice.</b> The enables and disables that no other event has seen, each under its dot, in a causal context: a dot lives
 * until a context that has seen it comes without it. Bottom: no event, nothing seen.
 *
 * <p><b>Cost.</b> State: an entry per concurrent event, and a number per writer; no tombstones, but the last disable stays until an
 * enable has seen it. {@code isEnabled}, {@code enable}, {@code disable}, {@code merge}, {@code leq} and {@code delta}: O(concurrent
 * events + writers).
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv 1603.01529), for the store of dots with
 * values; Baquero, Almeida, Shoker 2017, "Pure operation-based replicated data types" (arXiv 1710.04469), for the flag.
 */
public final class DWFlag implements Stored<DWFlag> {

    private static final DWFlag EMPTY = new DWFlag(new CausalState<>(DotFun.none(), CausalContext.empty()));

    static {
        Parts.publish(DWFlag.class, (DWFlag flag) -> flag.state, DWFlag::new);
    }

    private final CausalState<DotFun<Values<Boolean>>> state;

    private DWFlag(CausalState<DotFun<Values<Boolean>>> state) {
        this.state = state;
    }

    /** {@return the flag that nobody has touched, the bottom of the lattice, always the same object} */
    public static DWFlag empty() {
        return EMPTY;
    }

    /**
     * Enables it: the enable takes the place of every enable and disable that this state has seen. Enabling an enabled flag is an
     * event too.
     *
     * @param self the replica that enables
     * @return the next state, which is enabled
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public DWFlag enable(ReplicaId self) {
        return write(self, true);
    }

    /**
     * Disables it. This is an event even when the flag is disabled or was never enabled: it wins over a concurrent enable.
     *
     * @param self the replica that disables
     * @return the next state, which is disabled
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public DWFlag disable(ReplicaId self) {
        return write(self, false);
    }

    private DWFlag write(ReplicaId self, boolean enabled) {
        Dot dot = state.context().next(Objects.requireNonNull(self, "self"));
        return new DWFlag(
                new CausalState<>(Verdicts.of(dot, enabled), state.context().add(dot)));
    }

    /** {@return whether it is enabled: there is an enable, and every disable has a later one} */
    public boolean isEnabled() {
        return Verdicts.hold(state.store());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof DWFlag that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return isEnabled();
    }

    @Override
    public String toString() {
        return Text.state("DWFlag", () -> "" + isEnabled(), state::toString);
    }
}
