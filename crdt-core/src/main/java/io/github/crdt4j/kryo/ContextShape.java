package io.github.crdt4j.kryo;

import io.github.crdt4j.time.CausalContext;

/** The shape of causal contexts on their own. */
final class ContextShape extends Shape<CausalContext> {

    ContextShape() {
        super(Tags.CAUSAL_CONTEXT, CausalContext.class);
    }

    @Override
    void write(Encoder out, CausalContext context) {
        out.context(context);
    }

    @Override
    CausalContext read(Decoder in) {
        return in.context();
    }
}
