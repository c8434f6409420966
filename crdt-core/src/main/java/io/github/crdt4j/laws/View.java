package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The updates a replica has seen, and which of them was seen where another was issued. Specifications are written
 * against it.
 *
 * @param <O> the type of the operations
 */
public final class View<O> {

    private final List<Event<O>> events;
    private final List<BitSet> seenByNumber;

    View(List<Event<O>> events, List<BitSet> seenByNumber) {
        this.events = List.copyOf(events);
        this.seenByNumber = seenByNumber;
    }

    /**
     * The visible events.
     *
     * @return them, in an order that never puts a later one before an earlier one
     */
    public List<Event<O>> events() {
        return events;
    }

    /**
     * Whether one event was seen where another was issued; the parts of one operation see those before them.
     *
     * @param earlier the one event
     * @param later the other
     * @return whether {@code earlier} happened before {@code later}
     */
    public boolean before(Event<?> earlier, Event<?> later) {
        return earlier.number() == later.number()
                ? earlier.issuer().position() < later.issuer().position()
                : seenByNumber.get(later.number()).get(earlier.number());
    }

    /**
     * Whether some event that meets a condition has seen the given one.
     *
     * @param event the event
     * @param condition which others count
     * @return whether there is one
     */
    public boolean seenBy(Event<?> event, Predicate<? super O> condition) {
        return events.stream().anyMatch(later -> condition.test(later.operation()) && before(event, later));
    }

    /**
     * A view of other events, drawn from these: those that concern one key, or one component.
     *
     * @param part from an event to the events it consists of, any number, in order, their issuers made by {@link
     *     Issuer#part}
     * @param <P> the type of their operations
     * @return the view
     */
    public <P> View<P> select(Function<Event<O>, Stream<Event<P>>> part) {
        var selected = new ArrayList<Event<P>>();
        events.forEach(event -> part.apply(event).forEach(selected::add));
        return new View<>(selected, seenByNumber);
    }

    @Override
    public String toString() {
        return events.toString();
    }
}
