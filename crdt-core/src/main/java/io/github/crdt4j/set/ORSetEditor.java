package io.github.crdt4j.set;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.internal.trie.Builder;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import java.util.Objects;

/**
 * What {@link ORSet#edit} hands to its caller: changes made in place, one after the other. Not thread-safe, and refused
 * once the edit is over.
 *
 * @param <E> the type of the elements
 */
public final class ORSetEditor<E> {

    private final ReplicaId self;
    private final CausalState<DotMap<E, Dots>> before;
    private Builder<E, Dots> elements;
    private long last;
    private boolean changed;
    private boolean over;

    ORSetEditor(ReplicaId self, CausalState<DotMap<E, Dots>> before) {
        this.self = Objects.requireNonNull(self, "self");
        this.before = before;
        this.elements = before.store().all().toBuilder();
        this.last = before.context().last(self);
    }

    /**
     * Adds an element, as {@link ORSet#add} does.
     *
     * @param element the element, not an array
     * @throws ArithmeticException if this replica has issued {@link Long#MAX_VALUE} events
     */
    public void add(E element) {
        E added = Values.checked(element, "element");
        open();
        if (last == Long.MAX_VALUE) {
            throw new ArithmeticException("replica " + self + " has no event after " + last);
        }
        last++;
        elements.put(added, Dots.of(self, last));
        changed = true;
    }

    /**
     * Removes an element, as {@link ORSet#remove} does.
     *
     * @param element the element
     */
    public void remove(E element) {
        open();
        changed |= elements.remove(Objects.requireNonNull(element, "element")) != null;
    }

    /** Removes every element, as {@link ORSet#clear} does. */
    public void clear() {
        open();
        elements = PersistentMap.<E, Dots>empty().toBuilder();
        changed = true;
    }

    /**
     * Whether an element is present at this point of the edit.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        open();
        return elements.containsKey(Objects.requireNonNull(element, "element"));
    }

    CausalState<DotMap<E, Dots>> finish() {
        PersistentMap<E, Dots> result = elements.build();
        over = true;
        long first = before.context().last(self) + 1;
        if (!changed || first > last && result.equals(before.store().all())) {
            return before;
        }
        CausalContext seen = first > last
                ? before.context()
                : CausalContext.builder()
                        .addAll(before.context())
                        .add(self, first, last)
                        .build();
        return new CausalState<>(before.store().withAll(result), seen);
    }

    private void open() {
        if (over) {
            throw new IllegalStateException("this edit is over: its editor cannot be used any more");
        }
    }
}
