package io.github.crdt4j.kryo;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** The shape of what has no dot store: clocks, contexts, and what these are made of. */
final class PlainShape<S> extends Shape<S> {

    private final BiConsumer<Encoder, S> writer;
    private final Function<Decoder, S> reader;

    PlainShape(int tag, Class<S> type, BiConsumer<Encoder, S> writer, Function<Decoder, S> reader) {
        super(tag, type);
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    void write(Encoder out, S state) {
        writer.accept(out, state);
    }

    @Override
    S read(Decoder in) {
        return reader.apply(in);
    }
}
