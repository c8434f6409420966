package io.github.crdt4j.flag;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.Objects;

/**
 * An enable-wins flag: a disable takes away the enables it has seen, so an enable wins over a concurrent disable.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * EWFlag alarm = EWFlag.empty().enable(me);
 * boolean rings = alarm.disable().isEnabled(); // false
 * }</pre>
 *
 * <p>Choose it where a switch that stays on by mistake does less harm than one that goes off: alarms, subscriptions. Where the last
 * writer may win, use an {@link io.github.crdt4j.register.LWWRegister} of a Boolean.
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
 * <p><b>Lattice.</b> The dots of the enables that survive, in a causal context: a dot lives until a context that has seen it comes
 * without it. Bottom: no enable, nothing seen.
 *
 * <p><b>Cost.</b> State: a dot per concurrent enable, and a number per writer that ever enabled; no tombstones. {@code isEnabled}:
 * O(1). {@code enable}, {@code merge}, {@code leq} and {@code delta}: O(concurrent enables + writers).
 *
 * <p><b>Source.</b> Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv 1603.01529), for the store of dots.
 */
public final class EWFlag implements Stored<EWFlag> {

    private static final EWFlag EMPTY = new EWFlag(new CausalState<>(Dots.none(), CausalContext.empty()));

    static {
        Parts.publish(EWFlag.class, (EWFlag flag) -> flag.state, EWFlag::new);
    }

    private final CausalState<Dots> state;

    private EWFlag(CausalState<Dots> state) {
        this.state = state;
    }

    /** {@return the flag that was never enabled, the bottom of the lattice, always the same object} */
    public static EWFlag empty() {
        return EMPTY;
    }

    /**
     * Enables it. Enabling an enabled flag is an event too: it wins over a concurrent disable.
     *
     * @param self the replica that enables
     * @return the next state, with this enable alone
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public EWFlag enable(ReplicaId self) {
        Dot dot = state.context().next(Objects.requireNonNull(self, "self"));
        return new EWFlag(new CausalState<>(Dots.of(dot), state.context().add(dot)));
    }

    /**
     * Disables it: takes away every enable that this state has seen. It is no event.
     *
     * @return the next state, the same object when it is disabled
     */
    public EWFlag disable() {
        return witness().forget(this);
    }

    /** {@return whether it is enabled: whether an enable survives} */
    public boolean isEnabled() {
        return !state.store().isBottom();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof EWFlag that && state.equals(that.state);
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
        return Text.state("EWFlag", () -> "" + isEnabled(), state::toString);
    }
}
