package io.github.crdt4j.internal.trie;

import com.google.common.collect.Iterators;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a set that readers see, without what keeps them.
 *
 * @param <E> the type of the elements
 * @param <D> the kind of store that keeps one
 */
public final class ElementsView<E, D> extends AbstractSet<E> {

    private final String type;
    private final PersistentMap<E, D> all;
    private final @Nullable Predicate<? super D> isPresent; // null: each is

    private ElementsView(String type, PersistentMap<E, D> all, @Nullable Predicate<? super D> isPresent) {
        this.type = type;
        this.all = all;
        this.isPresent = isPresent;
    }

    /** Every element. */
    public static <E, D> ElementsView<E, D> of(String type, PersistentMap<E, D> all) {
        return new ElementsView<>(type, all, null);
    }

    /** The elements with a store that meets a condition; their number is counted when it is asked for. */
    public static <E, D> ElementsView<E, D> of(String type, PersistentMap<E, D> all, Predicate<? super D> isPresent) {
        return new ElementsView<>(type, all, isPresent);
    }

    @Override
    public int size() {
        return isPresent == null ? all.size() : Iterators.size(iterator());
    }

    @Override
    public boolean isEmpty() {
        return !iterator().hasNext();
    }

    @Override
    public boolean contains(Object element) {
        D store = element == null ? null : all.get(element);
        return store != null && (isPresent == null || isPresent.test(store));
    }

    @Override
    public Iterator<E> iterator() {
        Iterator<Map.Entry<E, D>> entries = all.iterator();
        Predicate<? super D> condition = isPresent;
        Iterator<Map.Entry<E, D>> present =
                condition == null ? entries : Iterators.filter(entries, entry -> condition.test(entry.getValue()));
        return Iterators.unmodifiableIterator(Iterators.transform(present, Map.Entry::getKey));
    }

    @Override
    public boolean remove(Object element) {
        throw readOnly();
    }

    @Override
    public void clear() {
        throw readOnly();
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException(
                "this set is a view of an immutable " + type + ": the methods of " + type + " return the next one");
    }
}
