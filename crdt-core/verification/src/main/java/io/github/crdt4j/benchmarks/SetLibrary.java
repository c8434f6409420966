package io.github.crdt4j.benchmarks;

/** An add-wins set, as each library has it. Replicas are numbered from 0 to 2. */
interface SetLibrary<S> {

    S empty();

    S add(S set, int replica, Object element);

    S remove(S set, int replica, Object element);

    /** Adds and removes elements in turn, as many of both, in the quickest way the library has. */
    S edit(S set, int replica, Object[] added, Object[] removed);

    boolean contains(S set, Object element);

    int size(S set);

    Object[] elements(S set);

    S merge(S one, S other);

    /** Merges a state with a later one of its own. */
    S fastForward(S before, S after);

    /** An equal state that shares nothing in memory with the given one, as after decoding. */
    S unshared(S set);

    /** What is sent after adding an element. */
    Object deltaOfAdd(S before, int replica, Object element);

    /** What is sent after removing an element. */
    Object deltaOfRemove(S before, int replica, Object element);

    /** The same delta, without saying which element it removes, if the library has such a thing. */
    default Object unhinted(Object delta) {
        return delta;
    }

    S apply(S set, Object delta);

    @SuppressWarnings("unchecked") // each library is given what it made itself
    static SetLibrary<Object> of(String name) {
        SetLibrary<?> library = switch (name) {
            case "crdt4j" -> new OurSets();
            case "pekko" -> new PekkoSets();
            default -> throw new IllegalArgumentException("no library " + name);
        };
        return (SetLibrary<Object>) library;
    }

    /** A set of the given elements, added by three replicas in turn. */
    default S of(Object[] elements) {
        S set = empty();
        for (int i = 0; i < elements.length; i++) {
            set = add(set, i % 3, elements[i]);
        }
        return set;
    }
}
