package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.time.Dot;

/**
 * One write.
 *
 * @param dot its event
 * @param content what was written
 * @param <T> its type
 */
public record Written<T>(Dot dot, T content) {

    @Override
    public String toString() {
        return dot + "->" + Text.of(content);
    }
}
