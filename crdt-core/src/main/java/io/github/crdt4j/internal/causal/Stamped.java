package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.internal.trie.InOrder;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value and when it was written.
 *
 * @param stamp when and by whom
 * @param value the value, null where the register was unset
 * @param <V> its type
 */
public record Stamped<V>(LamportTimestamp stamp, @Nullable V value) implements Digested {

    @Override
    public long digest() {
        long written = Digests.ofDot(stamp.replica(), stamp.counter());
        return value == null ? written : Digests.inOrder(written, Contents.digest(value));
    }

    /** The stamps under which more than one write is found, a value or an unset, and the values of these. */
    public static <V> Map<LamportTimestamp, Set<V>> clashes(Stream<Stamped<V>> writes) {
        var byStamp = writes.collect(Collectors.groupingBy(
                Stamped::stamp, TreeMap::new, Collectors.toCollection(InOrder::<Stamped<V>>newSet)));
        var clashes = new TreeMap<LamportTimestamp, Set<V>>();
        byStamp.forEach((stamp, same) -> {
            if (same.size() > 1) {
                Set<V> values = InOrder.newSet();
                same.stream().map(Stamped::value).filter(Objects::nonNull).forEach(values::add);
                clashes.put(stamp, Collections.unmodifiableSet(values));
            }
        });
        return Collections.unmodifiableMap(clashes);
    }

    @Override
    public String toString() {
        return (value == null ? "unset" : Text.of(value)) + "/" + stamp;
    }
}
