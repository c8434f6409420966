package io.github.crdt4j.time;

import io.github.crdt4j.ReplicaId;
import java.util.Objects;

/**
 * What had been seen somewhere: of each replica the first events, without a gap. A {@link VectorClock} is one that can also be
 * merged, compared and sent; an operation is carried out with one that is only asked.
 *
 * <pre>{@code
 * ReplicaId berlin = ReplicaId.of("berlin");
 * CausalPast past = VectorClock.of(Map.of(berlin, 3L));
 * past.get(berlin);                        // 3
 * past.contains(new Dot(berlin, 2));       // true
 * }</pre>
 */
public interface CausalPast {

    /**
     * How many events of a replica had been seen.
     *
     * @param replica whose events
     * @return their number, which is also the number of the latest of them; 0 if none
     */
    long get(ReplicaId replica);

    /**
     * Whether an event had been seen.
     *
     * @param dot the event
     * @return whether its number is at most that of the latest event of its replica
     */
    default boolean contains(Dot dot) {
        return Objects.requireNonNull(dot, "dot").number() <= get(dot.replica());
    }
}
