package io.github.crdt4j.sync;

import java.util.Map;
import java.util.Objects;

/**
 * What an {@link AntiEntropy} endpoint has done so far, in numbers that only grow.
 *
 * @param deltas deltas that were handed out to be sent, complete ones included
 * @param complete of these, those that carried a whole state
 * @param checks questions for the peer's fingerprint that were handed out
 * @param merged deltas that were merged and acknowledged
 * @param acknowledged acknowledgements of peers that counted
 * @param agreed how often a peer's fingerprint was found equal
 * @param events how often each kind of event happened; those that never did are left out
 */
public record SyncStats(
        long deltas,
        long complete,
        long checks,
        long merged,
        long acknowledged,
        long agreed,
        Map<SyncEvent.Kind, Long> events) {

    /**
     * Copies the map.
     *
     * @param deltas deltas that were handed out to be sent
     * @param complete of these, those that carried a whole state
     * @param checks questions for the peer's fingerprint
     * @param merged deltas that were merged and acknowledged
     * @param acknowledged acknowledgements that counted
     * @param agreed how often fingerprints were equal
     * @param events how often each kind of event happened
     */
    public SyncStats {
        events = Map.copyOf(events);
    }

    /**
     * How often something happened.
     *
     * @param kind what
     * @return the count, 0 if it never did
     */
    public long count(SyncEvent.Kind kind) {
        return events.getOrDefault(Objects.requireNonNull(kind, "kind"), 0L);
    }
}
