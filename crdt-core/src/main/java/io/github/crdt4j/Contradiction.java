package io.github.crdt4j;

import java.util.List;
import java.util.Objects;

/**
 * One event that stands for two different things: proof that two processes used one identity, or that one used it again
 * after it lost its memory.
 *
 * <p>A merge keeps both values of a register. Of a set or a map it keeps neither: each side takes the other's silence about
 * its own element for a removal. Add again, under an identity that is used once, what is missing.
 *
 * @param replica the identity that was used twice
 * @param event the number of the event, from 1
 * @param here what the event stands for in the state that met the other: the keys that lead to it from the outside in, then
 *     the element, the value of the register, or the amount in the counter. Where the register was unset, it ends with an empty
 *     {@code Optional}; an update that only keeps a key alive ends with the key. Of a record, the position of the component, from 0
 * @param there what it stands for in the state that was received
 */
public record Contradiction(ReplicaId replica, long event, List<Object> here, List<Object> there) {

    /**
     * Copies both lists.
     *
     * @param replica the identity that was used twice
     * @param event the number of the event, from 1
     * @param here what the event stands for in the state that met the other
     * @param there what it stands for in the state that was received
     */
    public Contradiction {
        Objects.requireNonNull(replica, "replica");
        here = List.copyOf(here);
        there = List.copyOf(there);
    }

    /**
     * Both contents, for a log.
     *
     * @return for example {@code event 3 of berlin#1f is [milk] here and [bread] in what was received}
     */
    @Override
    public String toString() {
        return "event " + event + " of " + replica + " is " + here + " here and " + there + " in what was received";
    }
}
