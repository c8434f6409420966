package io.github.crdt4j.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What replicas do and send to each other: first each writes once, then they go on in turn. Whoever writes has seen all that
 * was written before but for the latest few messages of the others. Seven of ten changes of a set are adds of words that were
 * never in it, the others remove one that the writer sees.
 *
 * @param <R> a replica
 * @param <M> a message
 */
final class OperationHistory<R, M> {

    /** How many messages there are after the first of each replica. */
    static final int LENGTH = 1000;

    /** How many messages back the latest of another replica is that a writer has seen. */
    private static final int LAG = 8;

    /** By how many messages one that is late, or comes again, may be late. */
    private static final int WINDOW = 64;

    private static final int REMOVES_OF_TEN = 3;

    private final OperationLibrary<R, M> library;
    private final int replicas;
    private final List<Change> changes = new ArrayList<>();
    private final List<M> messages = new ArrayList<>();

    OperationHistory(OperationLibrary<R, M> library, int replicas) {
        this.library = library;
        this.replicas = replicas;
        draw(new SplittableRandom(11));
        var writers = new ArrayList<R>();
        for (int i = 0; i < replicas; i++) {
            writers.add(library.replica(i));
        }
        int[] seen = new int[replicas];
        for (int i = 0; i < changes.size(); i++) {
            R writer = writers.get(i % replicas);
            catchUp(writer, seen, i % replicas, i - LAG);
            messages.add(library.change(writer, changes.get(i)));
        }
        for (int i = 0; i < replicas; i++) {
            catchUp(writers.get(i), seen, i, changes.size());
            check(writers.get(i));
        }
        for (int disorder : List.of(0, 10, 50)) {
            R late = begun();
            delivery(disorder, 13 + disorder).forEach(message -> library.receive(late, message));
            check(late);
        }
    }

    private void catchUp(R writer, int[] seen, int number, int end) {
        for (; seen[number] < end; seen[number]++) {
            if (seen[number] % replicas != number) {
                library.receive(writer, messages.get(seen[number]));
            }
        }
    }

    private void draw(SplittableRandom random) {
        var present = new ArrayList<Integer>(); // the changes that added something not removed yet
        for (int i = 0; i < replicas + LENGTH; i++) {
            int at = present.isEmpty() ? 0 : random.nextInt(present.size());
            if (i >= replicas && random.nextInt(10) < REMOVES_OF_TEN && present.get(at) < i - LAG) {
                changes.add(new Change(changes.get(present.remove(at)).element(), true, 1));
            } else {
                present.add(i);
                changes.add(new Change(Elements.word(random), false, 1 + random.nextInt(9)));
            }
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** All messages, in the order in which they were made. */
    List<M> messages() {
        return messages;
    }

    /** The first messages, one of each replica. */
    List<M> first() {
        return messages.subList(0, replicas);
    }

    /** A replica that is not one of the writers and has seen the first message of each. */
    R begun() {
        R replica = library.replica(replicas);
        first().forEach(message -> library.receive(replica, message));
        return replica;
    }

    /** The other messages, as they arrive: so many of a hundred late, and so many again. */
    List<M> delivery(int disorder, long seed) {
        record Arrival<M>(int time, M message) {}
        var random = new SplittableRandom(seed);
        var arrivals = new ArrayList<Arrival<M>>();
        for (int i = replicas; i < messages.size(); i++) {
            boolean late = random.nextInt(100) < disorder;
            arrivals.add(new Arrival<>(late ? i + 1 + random.nextInt(WINDOW) : i, messages.get(i)));
            if (random.nextInt(100) < disorder) {
                arrivals.add(new Arrival<>(i + 1 + random.nextInt(WINDOW), messages.get(i)));
            }
        }
        arrivals.sort(
                Comparator.comparingInt(Arrival::time)); // what is late comes before what is made then, or after it
        return arrivals.stream().map(Arrival::message).toList();
    }

    /** Fails unless a replica that has received everything shows what was done. */
    void check(R replica) {
        Object value = library.value(replica);
        Set<String> elements = new HashSet<>();
        long count = 0;
        for (Change change : changes) {
            if (change.removes()) {
                elements.remove(change.element());
            } else {
                elements.add(change.element());
            }
            count += change.amount();
        }
        Object expected = value instanceof Number ? count : elements;
        if (!expected.equals(value instanceof Set<?> set ? new HashSet<>(set) : value)) {
            throw new IllegalStateException("a replica shows " + value + ", not " + expected);
        }
    }
}
