package io.github.crdt4j.trap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One random history: replicas that update, exchange states and deltas, and are compared after every step with what the
 * updates they have seen mean.
 */
final class Gossip<V extends Causal<V>> {

    private static final List<ReplicaId> IDS = List.of(Ids.A, Ids.B, Ids.C);

    /** A state and the updates in it, as bits. */
    private record View<V>(V state, long seen) {}

    private final Model<V> model;
    private final SplittableRandom random;
    private final List<Update> updates = new ArrayList<>();
    private final List<View<V>> views = new ArrayList<>();
    private final List<View<V>> remembered = new ArrayList<>();
    private final List<Supplier<String>> steps = new ArrayList<>();
    private final String name;

    private Gossip(Model<V> model, long seed) {
        this.model = model;
        this.random = new SplittableRandom(seed);
        this.name = "seed " + seed;
        var nothing = new View<>(model.bottom(), 0L);
        IDS.forEach(id -> views.add(nothing));
        remembered.add(nothing);
    }

    /** Runs histories of some steps each, with the seeds from 0 on. */
    static <V extends Causal<V>> void run(Model<V> model, int histories, int steps) {
        for (long seed = 0; seed < histories; seed++) {
            new Gossip<>(model, seed).run(steps);
        }
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(IDS.size());
            View<V> mine = views.get(at);
            View<V> next = random.nextInt(5) < 2 ? update(at, mine) : receive(at, mine);
            assertTrue(mine.state.leq(next.state), this::toString);
            views.set(at, next);
            check(next);
            if (random.nextInt(4) == 0) {
                remembered.add(next);
            }
        }
        converge();
    }

    private View<V> update(int at, View<V> mine) {
        ReplicaId self = IDS.get(at);
        long counter = 1
                + updates.stream()
                        .filter(update -> update.isIn(mine.seen))
                        .mapToLong(update -> update.stamp().counter())
                        .max()
                        .orElse(random.nextInt(3));
        var update = new Update(
                updates.size(), self, random.nextInt(model.choices()), new LamportTimestamp(counter, self), mine.seen);
        updates.add(update);
        steps.add(update::toString);
        return new View<>(model.apply(mine.state, update), mine.seen | 1L << update.index());
    }

    private View<V> receive(int at, View<V> mine) {
        int from = random.nextInt(IDS.size());
        View<V> theirs = views.get(from);
        View<V> since = random.nextInt(3) == 0 ? mine : remembered.get(random.nextInt(remembered.size()));
        boolean full = random.nextInt(3) == 0 || (since.seen & ~mine.seen) != 0;
        V message = full ? theirs.state : theirs.state.delta(since.state);
        steps.add(() -> IDS.get(at) + " merges " + (full ? "" : "a delta of ") + "the state of " + IDS.get(from) + ": "
                + message);
        V merged = random.nextBoolean() ? mine.state.merge(message) : message.merge(mine.state);
        assertEquals(mine.state.merge(theirs.state), merged, this::toString);
        return new View<>(merged, mine.seen | theirs.seen);
    }

    private void check(View<V> view) {
        List<Update> visible =
                updates.stream().filter(update -> update.isIn(view.seen)).toList();
        assertEquals(model.expected(visible), model.read(view.state), () -> this + "\nstate " + view.state);
        if (updates.size() % 4 == 0) {
            Places.assertOnePlacePerDot(view.state);
        }
    }

    private void converge() {
        V forwards = model.bottom();
        V backwards = model.bottom();
        long seen = 0;
        for (int i = 0; i < views.size(); i++) {
            forwards = forwards.merge(views.get(i).state);
            backwards = views.get(views.size() - 1 - i).state.delta(backwards).merge(backwards);
            seen |= views.get(i).seen;
        }
        assertEquals(forwards, backwards, this::toString);
        assertEquals(forwards.hashCode(), backwards.hashCode(), this::toString);
        check(new View<>(forwards, seen));
    }

    @Override
    public String toString() {
        return steps.stream().map(Supplier::get).collect(Collectors.joining("\n", name + "\n", ""));
    }
}
