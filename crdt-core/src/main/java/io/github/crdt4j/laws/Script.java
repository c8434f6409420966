package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private final List<Named<S>> steps;
    private final Function<? super S, ?> reader;
    private final @Nullable Function<? super View<Call>, ?> specification;
    private final Set<Promise> promises;

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

    private Script(
            S bottom,
            List<Named<S>> steps,
            Function<? super S, ?> reader,
            @Nullable Function<? super View<Call>, ?> specification,
            Set<Promise> promises) {
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        this.steps = steps;
        this.reader = Objects.requireNonNull(reader, "reader");
        this.specification = specification;
        this.promises = Set.copyOf(promises);
    }

    /**
     * A subject without steps yet.
     *
     * @param bottom the empty state, with which every replica starts
     * @param <S> the type of the states
     * @return the subject
     */
    public static <S extends Crdt<S>> Script<S> startingWith(S bottom) {
        return new Script<>(bottom, List.of(), state -> state, null, Set.of());
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
        return new Script<>(bottom, List.copyOf(more), reader, specification, promises);
    }

    /**
     * With what a reader sees.
     *
     * @param reads from a state to its value
     * @return the subject
     */
    public Script<S> reading(Function<? super S, ?> reads) {
        return new Script<>(bottom, steps, reads, specification, promises);
    }

    /**
     * With the specification: what a reader must see, told from the visible updates alone.
     *
     * @param specified from the visible updates to the value, equal to what {@link #reading} reads
     * @return the subject
     */
    public Script<S> specifiedBy(Function<? super View<Call>, ?> specified) {
        return new Script<>(bottom, steps, reader, Objects.requireNonNull(specified, "specified"), promises);
    }

    /**
     * With promises beyond the laws of every type.
     *
     * @param more what to check
     * @return the subject
     */
    public Script<S> promising(Set<Promise> more) {
        return new Script<>(bottom, steps, reader, specification, more);
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
}
