package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.internal.trie.Digested;
import io.github.crdt4j.time.LamportTimestamp;

/**
 * A value and when it was written.
 *
 * @param stamp when and by whom
 * @param value the value
 * @param <V> its type
 */
public record Stamped<V>(LamportTimestamp stamp, V value) implements Digested {

    @Override
    public long digest() {
        long written = Digests.ofDot(stamp.replica(), stamp.counter());
        return Digests.inOrder(written, Contents.digest(value));
    }

    @Override
    public String toString() {
        return Text.of(value) + "/" + stamp;
    }
}
