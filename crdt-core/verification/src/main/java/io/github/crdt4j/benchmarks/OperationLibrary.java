package io.github.crdt4j.benchmarks;

/**
 * One type that is replicated by operations, as a library has it: a set, or a counter.
 *
 * @param <R> a replica, which changes
 * @param <M> what it sends to the others
 */
interface OperationLibrary<R, M> {

    /** A replica that has seen nothing. */
    R replica(int number);

    /** Makes a change, and the message of it. */
    M change(R replica, Change change);

    /** Takes a message, early or late, once or again. */
    void receive(R replica, M message);

    /** What a reader sees: the elements in no order, or the count. */
    Object value(R replica);

    @SuppressWarnings("unchecked") // each library is given what it made itself
    static OperationLibrary<Object, Object> of(String library, String type, int replicas) {
        OperationLibrary<?, ?> operations = switch (library + " " + type) {
            case "crdt4j set" -> new OurOperations.Sets(replicas);
            case "crdt4j counter" -> new OurOperations.Counters(replicas);
            case "wurmloch set" -> new WurmlochOperations.Sets();
            case "wurmloch counter" -> new WurmlochOperations.Counters();
            default -> throw new IllegalArgumentException("no " + type + " of " + library);
        };
        return (OperationLibrary<Object, Object>) operations;
    }
}
