package io.github.crdt4j.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A simulated history of processes that exchange messages; every event may be the sending of any number of them. */
final class History {

    private History() {}

    /**
     * What a process does next.
     *
     * @param process which one
     * @param received picks the event whose message is received; negative for a local event
     * @param elapsed what the physical clock of the process moved by, possibly back
     */
    record Step(int process, int received, long elapsed) {}

    /**
     * An event, with indices into the history: −1 is none.
     *
     * @param process where it happened
     * @param previous the event before it there
     * @param received the event whose message is received in it
     * @param past the events that happened before it
     * @param physical the physical clock of the process, from 0
     */
    record Event(int process, int previous, int received, BitSet past, long physical) {}

    static Arbitrary<List<Step>> steps(int processes, int length) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, processes - 1),
                        Arbitraries.integers().between(-length, length),
                        Arbitraries.of(0L, 0L, 0L, 1L, 1L, 2L, 7L, -1L, -5L))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(length);
    }

    static List<Event> run(List<Step> steps, int processes) {
        int[] latest = new int[processes];
        Arrays.fill(latest, -1);
        List<Event> events = new ArrayList<>();
        for (Step step : steps) {
            int previous = latest[step.process];
            int received = events.isEmpty() || step.received < 0 ? -1 : step.received % events.size();
            BitSet past = new BitSet();
            long physical = step.elapsed;
            for (int cause : new int[] {previous, received}) {
                if (cause >= 0) {
                    past.or(events.get(cause).past);
                    past.set(cause);
                }
            }
            if (previous >= 0) {
                physical += events.get(previous).physical;
            }
            latest[step.process] = events.size();
            events.add(new Event(step.process, previous, received, past, Math.max(0, physical)));
        }
        return events;
    }
}
