package io.github.crdt4j.set;

import com.google.common.collect.Iterators;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;

/** The elements of a set, without the dots that keep them. */
final class ElementsView<E> extends AbstractSet<E> {

    private final PersistentMap<E, Dots> dots;

    ElementsView(PersistentMap<E, Dots> dots) {
        this.dots = dots;
    }

    @Override
    public int size() {
        return dots.size();
    }

    @Override
    public boolean contains(Object element) {
        return element != null && dots.get(element) != null;
    }

    @Override
    public Iterator<E> iterator() {
        return Iterators.unmodifiableIterator(Iterators.transform(dots.iterator(), Map.Entry::getKey));
    }

    @Override
    public boolean remove(Object element) {
        throw new UnsupportedOperationException("this set is a view of an immutable state: use ORSet.remove");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("this set is a view of an immutable state: use ORSet.clear");
    }
}
