package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Subject} put together from a few functions: how to start, which steps there are, and, if you have one, the
 * specification. Without it, what all replicas show is compared, not what they should show.
 *
 * <pre>{@code
 * Script<MaxRegister> subject = Script.startingWith(MaxRegister.ZERO)
 *         .step("raise", random -> random.nextLong(5), (state, issuer, n) -> state.raise(n))
 *         .reading(MaxRegister::value)
 *         .specifiedBy(visible -> visible.events().stream()
 *                 .mapToLong(event -> (Long) event.operation().argument())
 *                 .max()
 *                 .orElse(0));
 * Laws.check(subject, 42, 100);
 * }</pre>
 *
 * @param <S> the type of the states
 */
public final class Script<S extends Crdt<S>> implements Subject<S, Script.Call> {

    private final S bottom;
    // Set by the copy that a method returns, before anybody else has it.
    private List<Named<S>> steps = List.of();
    private Function<? super S, ?> reader = state -> state;
    private @Nullable Function<? super View<Call>, ?> specification;
    private Set<Promise> promises = Set.of();
    private Optional<Codec<S>> codec = Optional.empty();
    private @Nullable BiFunction<? super ReplicaId, ? super InstantSource, ? extends Clock> clock;
    private Function<? super S, ? extends List<S>> pieces = List::of;

    /**
     * A step that was taken.
     *
     * @param name its name
     * @param argument what it was called with
     */
    public record Call(String name, Object argument) {

        /**
         * Checks the components.
         *
         * @param name its name
         * @param argument what it was called with
         */
        public Call {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(argument, "argument");
        }

        @Override
        public String toString() {
            return name + "(" + argument + ")";
        }
    }

    /**
     * What a step does.
     *
     * @param <S> the type of the states
     * @param <A> the type of the argument
     */
    @FunctionalInterface
    public interface Mutator<S, A> {
        /**
         * Takes the step.
         *
         * @param state the state of the replica
         * @param issuer who does it, and when
         * @param argument what it is called with
         * @return the next state
         */
        S apply(S state, Issuer issuer, A argument);
    }

    private record Named<S>(String name, Function<? super RandomGenerator, ?> argument, Mutator<S, Object> mutator) {}

    private Script(S bottom) {
        this.bottom = Objects.requireNonNull(bottom, "bottom");
    }

    private Script(Script<S> other) {
        this(other.bottom);
        steps = other.steps;
        reader = other.reader;
        specification = other.specification;
        promises = other.promises;
        codec = other.codec;
        clock = other.clock;
        pieces = other.pieces;
    }

    private Script<S> with(Consumer<Script<S>> change) {
        var changed = new Script<>(this);
        change.accept(changed);
        return changed;
    }

    /**
     * A subject without steps yet.
     *
     * @param bottom the empty state, with which every replica starts
     * @param <S> the type of the states
     * @return the subject
     */
    public static <S extends Crdt<S>> Script<S> startingWith(S bottom) {
        return new Script<>(bottom);
    }

    /**
     * With a step more. Steps are drawn evenly; to have one more often, add it again under another name.
     *
     * @param name the name, as failures show it; no other step has it
     * @param argument draws what to call it with, from few values
     * @param mutator what it does
     * @param <A> the type of the argument
     * @return the subject
     * @throws IllegalArgumentException if another step has that name
     */
    public <A> Script<S> step(
            String name, Function<? super RandomGenerator, ? extends A> argument, Mutator<S, A> mutator) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(argument, "argument");
        Objects.requireNonNull(mutator, "mutator");
        if (steps.stream().anyMatch(step -> step.name().equals(name))) {
            throw new IllegalArgumentException("there is a step named " + name + " already");
        }
        @SuppressWarnings("unchecked") // it is only ever called with what the argument's own source has drawn
        Mutator<S, Object> called = (Mutator<S, Object>) mutator;
        var more = new ArrayList<>(steps);
        more.add(new Named<>(name, argument, called));
        return with(changed -> changed.steps = List.copyOf(more));
    }

    /**
     * With what a reader sees.
     *
     * @param reads from a state to its value
     * @return the subject
     */
    public Script<S> reading(Function<? super S, ?> reads) {
        Objects.requireNonNull(reads, "reads");
        return with(changed -> changed.reader = reads);
    }

    /**
     * With the specification: what a reader must see, told from the visible updates alone.
     *
     * @param specified from the visible updates to the value, equal to what {@link #reading} reads
     * @return the subject
     */
    public Script<S> specifiedBy(Function<? super View<Call>, ?> specified) {
        Objects.requireNonNull(specified, "specified");
        return with(changed -> changed.specification = specified);
    }

    /**
     * With promises beyond the laws of every type.
     *
     * @param more what to check
     * @return the subject
     */
    public Script<S> promising(Set<Promise> more) {
        Set<Promise> promised = Set.copyOf(more);
        return with(changed -> changed.promises = promised);
    }

    /**
     * With bytes: every state must have an encoding and come back equal, and equal states must have equal bytes. Hand over
     * your codec with your own serializers: this finds those that are not canonical.
     *
     * @param encode from a state to bytes
     * @param decode from bytes to an equal state
     * @return the subject
     */
    public Script<S> encodedBy(Function<? super S, byte[]> encode, Function<byte[], ? extends S> decode) {
        var both = new Codec<S>(encode, decode);
        return with(changed -> changed.codec = Optional.of(both));
    }

    /**
     * With a clock to put to the test.
     *
     * @param clocks from the replica and its wall clock to a clock that has seen no event
     * @return the subject
     */
    public Script<S> stampedBy(BiFunction<? super ReplicaId, ? super InstantSource, ? extends Clock> clocks) {
        Objects.requireNonNull(clocks, "clocks");
        return with(changed -> changed.clock = clocks);
    }

    /**
     * With a way to cut deltas up, say for messages of limited size.
     *
     * @param cut from a delta to pieces that join to it
     * @return the subject
     */
    public Script<S> cutBy(Function<? super S, ? extends List<S>> cut) {
        Objects.requireNonNull(cut, "cut");
        return with(changed -> changed.pieces = cut);
    }

    @Override
    public S bottom() {
        return bottom;
    }

    @Override
    public Call draw(RandomGenerator random) {
        if (steps.isEmpty()) {
            throw new IllegalStateException("nothing to do: the subject has no step");
        }
        Named<S> step = steps.get(random.nextInt(steps.size()));
        return new Call(step.name(), step.argument().apply(random));
    }

    @Override
    public S apply(S state, Issuer issuer, Call call) {
        for (Named<S> step : steps) {
            if (step.name().equals(call.name())) {
                return step.mutator().apply(state, issuer, call.argument());
            }
        }
        throw new IllegalArgumentException("no step is named " + call.name());
    }

    @Override
    public Object value(S state) {
        return reader.apply(state);
    }

    @Override
    public Object expected(View<Call> visible) {
        return specification == null ? UNSPECIFIED : specification.apply(visible);
    }

    @Override
    public String kind(Call call) {
        return call.name();
    }

    @Override
    public Set<Promise> promises() {
        return promises;
    }

    @Override
    public Optional<Codec<S>> codec() {
        return codec;
    }

    @Override
    public Clock clock(ReplicaId self, InstantSource physical) {
        return clock == null ? Subject.super.clock(self, physical) : clock.apply(self, physical);
    }

    @Override
    public List<S> pieces(S delta) {
        return pieces.apply(delta);
    }
}
