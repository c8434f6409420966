package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;

/** The shape of a registered record of causal states: its id, then the components in the order of {@code zip}. */
final class CompositeShape<P extends Composite<P>> extends LiveShape<P> {

    private final P empty;
    private final int id;

    CompositeShape(P empty, int id) {
        super(Tags.COMPOSITE, empty.getClass());
        this.empty = empty;
        this.id = id;
    }

    @Override
    P bottom() {
        return empty;
    }

    @Override
    void writeHeader(Encoder out) {
        super.writeHeader(out);
        out.varint(id);
    }

    /** What is done with one component, given its shape. */
    private interface Step {
        <C extends Causal<C>> C apply(LiveShape<C> shape, C component);
    }

    private P forEach(P state, Session session, Step step) {
        return state.zip(empty, new Composite.Zip() {
            @Override
            public <C extends Causal<C>> C apply(C mine, C bottom) {
                return step.apply(Shapes.live(bottom, session), mine);
            }
        });
    }

    @Override
    P check(Object state, Session session) {
        P checked = super.check(state, session);
        return forEach(checked, session, new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                return shape.check(component, session);
            }
        });
    }

    @Override
    void write(Encoder out, P state) {
        write(out, state, false);
    }

    @Override
    P read(Decoder in) {
        return read(in, false);
    }

    @Override
    void writeLive(Encoder out, P state) {
        write(out, state, true);
    }

    @Override
    P readLive(Decoder in) {
        return read(in, true);
    }

    @Override
    void writeHints(Encoder out, P state) {
        var unused = forEach(state, out.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                shape.writeHints(out, component);
                return component;
            }
        });
    }

    @Override
    void writeNoHints(Encoder out) {
        var unused = forEach(empty, out.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                shape.writeNoHints(out);
                return component;
            }
        });
    }

    @Override
    P readHints(Decoder in, P state) {
        return forEach(state, in.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                return shape.readHints(in, component);
            }
        });
    }

    private void write(Encoder out, P state, boolean onlyLive) {
        out.enter();
        var unused = forEach(state, out.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                C checked = shape.check(component, out.session());
                if (onlyLive) {
                    shape.writeLive(out, checked);
                } else {
                    shape.write(out, checked);
                }
                return component;
            }
        });
        out.leave();
    }

    private P read(Decoder in, boolean onlyLive) {
        in.enter();
        P state = forEach(empty, in.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                return onlyLive ? shape.readLive(in) : shape.read(in);
            }
        });
        in.leave();
        return state;
    }
}
