package io.github.crdt4j.kryo;

/** The serializer of one of the library's own types. */
final class ValueSerializer<T> extends StateSerializer<T> {

    ValueSerializer(Class<T> type) {
        super(type);
    }
}
