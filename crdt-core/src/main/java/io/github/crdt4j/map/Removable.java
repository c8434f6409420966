package io.github.crdt4j.map;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.PlainView;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Stored;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.internal.causal.Parts;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Any lattice, made removable: each update is kept apart under its own event, so that a removal takes away the updates it
 * has seen and no others.
 *
 * <pre>{@code
 * ReplicaId me = ReplicaId.fresh("berlin-1");
 * ORMap<String, Removable<VectorClock>> versions = ORMap.empty(Removable.of(VectorClock.empty()));
 * VectorClock read = VectorClock.empty().tick(me);
 * versions = versions.update(me, "page", v -> v.update(me, clock -> clock.merge(read)));
 * VectorClock version = versions.get("page").value();
 * }</pre>
 *
 * <p>Choose it to hold a lattice of your own, one that cannot forget, in an {@link ORMap}. The types of this library need
 * no wrapper.
 *
 * <table>
 *   <caption>Concurrent updates, of a set that only grows</caption>
 *   <tr><th>one replica</th><th>another</th><th>result</th></tr>
 *   <tr><td>{@code update(add x)}</td><td>{@code update(add y)}</td><td>x and y</td></tr>
 *   <tr><td>{@code update(add x)}</td><td>removal that saw only y</td><td>x</td></tr>
 * </table>
 *
 * <p><b>Anomalies.</b> Only updates that join a constant are possible: add an element, raise a maximum. An update that reads
 * the state it is given, such as "double it" or "remove x", is refused.
 *
 * <p><b>Lattice.</b> Dots to states of the wrapped type, in a causal context; the value is their join. Bottom: no update,
 * nothing seen.
 *
 * <p><b>Cost.</b> State: one wrapped state per surviving update; an update at least as great as those it has seen replaces
 * them. Each operation: O(updates kept + writers). No tombstones.
 *
 * <p><b>Source.</b> The dot function of Almeida, Shoker, Baquero 2018, "Delta state replicated data types" (arXiv
 * 1603.01529), section 7.4, figure 11, taken as a type of its own.
 *
 * @param <L> the wrapped lattice: immutable, with value equality
 */
public final class Removable<L extends Crdt<L>> implements Stored<Removable<L>> {

    static { // the type arguments stand for any: the bridge sees the raw class only
        Parts.publish(Removable.class, (Removable<VectorClock> value) -> value.state, Removable<VectorClock>::new);
    }

    private final CausalState<Kept<L>> state;

    private Removable(CausalState<Kept<L>> state) {
        this.state = state;
    }

    /**
     * The state that nobody has updated.
     *
     * @param bottom the empty state of the wrapped lattice; every replica must use an equal one
     * @param <L> the wrapped lattice
     * @return the bottom of the lattice
     */
    public static <L extends Crdt<L>> Removable<L> of(L bottom) {
        Objects.requireNonNull(bottom, "bottom");
        return new Removable<>(new CausalState<>(new Kept<>(bottom, DotFun.none()), CausalContext.empty()));
    }

    /**
     * Adds an update. The change is run on the empty state, which gives the contribution of this update, and then on the
     * {@linkplain #value() present} one, which must give the join of the present state and the contribution: an update that
     * reads what is there, such as "double it", is refused. So let the change depend on its argument alone, and draw stamps, ids
     * and random numbers before it.
     *
     * @param self the replica that updates
     * @param change from a wrapped state to the state with this update, such as {@code words -> words.add("x")}; run twice,
     *     on the empty and on the present state
     * @return the next state
     * @throws IllegalArgumentException if the change does to the present state anything else than join it with what it makes of
     *     the empty one; nothing has changed then
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public Removable<L> update(ReplicaId self, UnaryOperator<L> change) {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(change, "change");
        L contribution = changed(change, state.store().bottom());
        L present = value();
        L made = changed(change, present);
        L joined = present.merge(contribution);
        if (!made.equals(joined)) {
            throw new IllegalArgumentException(
                    "the change reads the state that it is given, or makes something else each"
                            + " time it runs: of the empty state it makes " + contribution + ", of " + present
                            + " it makes " + made
                            + ", where joining the two gives " + joined
                            + "; let it add a constant, and draw stamps, ids and random numbers before it");
        }
        Dot dot = state.context().next(self);
        List<DotFun.Write<L>> kept = new ArrayList<>();
        for (DotFun.Write<L> write : state.store().updates().writes()) {
            if (!write.payload().leq(contribution)) {
                kept.add(write);
            }
        }
        kept.add(new DotFun.Write<>(dot, contribution));
        kept.sort(Comparator.comparing(DotFun.Write::dot));
        return new Removable<>(new CausalState<>(
                state.store().with(DotFun.of(kept)), state.context().add(dot)));
    }

    private static <L> L changed(UnaryOperator<L> change, L given) {
        return Objects.requireNonNull(change.apply(given), "the changed state");
    }

    /**
     * The wrapped state: the join of the updates that survive.
     *
     * @return the wrapped state, the empty one when none survives
     */
    public L value() {
        return state.store().value();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Removable<?> that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public Object plain() {
        return PlainView.of(value());
    }

    @Override
    public String toString() {
        return Text.state("Removable", () -> Text.of(value()), state::toString);
    }
}
