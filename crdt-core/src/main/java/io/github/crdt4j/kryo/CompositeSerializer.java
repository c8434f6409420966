package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Components;
import io.github.crdt4j.causal.Composite;
import java.util.Objects;

/**
 * Writes a record of causal states, component by component in the order of its {@code zip}. Register it for the record:
 * a codec does so in {@link KryoCodec.Builder#composite}, with a {@code Kryo} of your own it is
 *
 * <pre>{@code
 * kryo.register(Profile.class, new CompositeSerializer<>(Profile.EMPTY), 120);
 * }</pre>
 *
 * @param <P> the record
 */
public final class CompositeSerializer<P extends Composite<P>> extends StateSerializer<P> {

    private final P empty;

    /**
     * A serializer for the records that begin as the given one.
     *
     * @param empty the record whose components are all empty; every replica must use an equal one
     * @throws IllegalArgumentException if a component is not empty, or {@code zip} forgets, repeats or exchanges components, see
     *     {@link Components}
     */
    public CompositeSerializer(P empty) {
        super(classOf(empty));
        this.empty = empty;
        for (Causal<?> component : Components.of(empty).states()) {
            if (!component.isEmpty() || !component.context().isEmpty()) {
                throw new IllegalArgumentException("a component that is not empty: " + component);
            }
        }
    }

    private static <P extends Composite<P>> Class<P> classOf(P empty) {
        return Shapes.unchecked(Objects.requireNonNull(empty, "empty").getClass());
    }

    CompositeShape<P> shape(int id) {
        return new CompositeShape<>(empty, id);
    }
}
