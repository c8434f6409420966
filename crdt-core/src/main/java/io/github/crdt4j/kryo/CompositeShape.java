package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Composite;
import java.util.List;

/**
 * The shape of a registered record of causal states: its id; in each body, how many components it uses, and these in the order
 * of {@code zip}. Components at the end that are as they begin are left out, so that a release which does not know them yet
 * reads and writes the same bytes.
 */
final class CompositeShape<P extends Composite<P>> extends LiveShape<P> {

    private final P empty;
    private final Layout layout;
    private final int id;

    CompositeShape(P empty, Layout layout, int id) {
        super(Tags.COMPOSITE, empty.getClass(), List.of());
        this.empty = empty;
        this.layout = layout;
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

    /** Does it with the first components of a record. */
    private P forFirst(int count, P state, Session session, Step step) {
        return state.zip(empty, new Composite.Zip() {
            private int next;

            @Override
            public <C extends Causal<C>> C apply(C mine, C bottom) {
                return next++ < count ? step.apply(Shapes.live(bottom, session), mine) : mine;
            }
        });
    }

    /** How many components a record uses: up to the last that is not as it began. */
    private int used(P state) {
        var last = new Composite.Zip() {
            private int next;
            private int used;

            @Override
            public <C extends Causal<C>> C apply(C mine, C bottom) {
                next++;
                used = mine.equals(bottom) ? used : next;
                return mine;
            }
        };
        var unused = state.zip(empty, last);
        return last.used;
    }

    @Override
    P check(Object state, Session session) {
        P checked = super.check(state, session);
        return forFirst(layout.size(), checked, session, new Step() {
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
    void writeHints(Encoder out, P state, boolean withHints) {
        var unused = forFirst(used(state), state, out.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                shape.writeHints(out, component, withHints);
                return component;
            }
        });
    }

    @Override
    P readHints(Decoder in, P state) {
        return forFirst(used(state), state, in.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                return shape.readHints(in, component);
            }
        });
    }

    private void write(Encoder out, P state, boolean onlyLive) {
        out.enter();
        int used = used(state);
        out.varint(used);
        out.components(id, layout, used);
        var unused = forFirst(used, state, out.session(), new Step() {
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
        int from = in.position();
        int used = in.count(1);
        in.components(id, layout, used, from);
        P state = forFirst(used, empty, in.session(), new Step() {
            @Override
            public <C extends Causal<C>> C apply(LiveShape<C> shape, C component) {
                return onlyLive ? shape.readLive(in) : shape.read(in);
            }
        });
        if (used(state) != used) {
            throw in.bad("an empty component at the end of a " + type().getSimpleName(), from);
        }
        in.leave();
        return state;
    }
}
