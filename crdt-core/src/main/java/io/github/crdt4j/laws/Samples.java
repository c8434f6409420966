package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** States and deltas met in a history, for the laws that need several, and what was read of them at the time. */
final class Samples<S> {

    private static final int MAX_KEPT = 12;

    /** Told at once, because a state that changes later takes its value along. */
    private record Read(Object state, int hash, String text, Object value, String valueText) {

        static Read of(Object state, Object value) {
            return new Read(state, state.hashCode(), state.toString(), value, value.toString());
        }

        void checkUnchanged() {
            if (state.hashCode() != hash || !state.toString().equals(text)) {
                throw new LawViolation("a state does not change later", "  state  = " + text + "\n  became = " + state);
            }
            if (!value.toString().equals(valueText)) {
                throw new LawViolation(
                        "what was read does not change later",
                        "  state  = " + text + "\n  value  = " + valueText + "\n  became = " + value);
            }
        }

        void checkOutOfReach() {
            try {
                if (value instanceof Collection<?> collection) {
                    collection.clear();
                } else if (value instanceof Map<?, ?> map) {
                    map.clear();
                }
            } catch (RuntimeException refused) {
                return; // as it should be
            }
            if (state.hashCode() != hash || !state.toString().equals(text)) {
                throw new LawViolation(
                        "who reads a value cannot change the state by it",
                        "  state  = " + text + "\n  value  = " + valueText + ", cleared\n  became = " + state);
            }
        }
    }

    final List<S> met = new ArrayList<>();
    final List<S> deltas = new ArrayList<>();
    final List<S> clones = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    /** Keeps a sample of bounded size: the first states and, of the others, ever fewer. */
    static <T> void keep(List<T> sample, T one, int events) {
        if (sample.size() < MAX_KEPT) {
            sample.add(one);
        } else if (events % 4 == 0) {
            sample.set(events / 4 % MAX_KEPT, one);
        }
    }

    void read(S state, Object value, int events) {
        if (reads.size() < MAX_KEPT || events % 4 == 0) {
            keep(reads, Read.of(state, value), events);
        }
    }

    /** What was read stays as it was read. */
    void checkReads() {
        reads.forEach(Read::checkUnchanged);
        reads.forEach(Read::checkOutOfReach);
    }
}
