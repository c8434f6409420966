package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Composite;
import java.util.List;
import java.util.Objects;

/**
 * Writes a record of causal states, component by component in the order of its {@code zip}. Register it for the record:
 * a codec does so in {@link KryoCodec.Builder#composite}, with a {@code Kryo} of your own it is
 *
 * <pre>{@code
 * kryo.register(Profile.class, new CompositeSerializer<>(Profile.EMPTY), 120);
 * }</pre>
 *
 * <p>Components are known by name and type, and may be added at the end: see {@link KryoCodec.Builder#composite}.
 *
 * @param <P> the record
 */
public final class CompositeSerializer<P extends Composite<P>> extends StateSerializer<P> {

    private final P empty;
    private final Layout layout;

    /**
     * A serializer for the records that begin as the given one.
     *
     * @param empty the record whose components are all empty; every replica must use an equal one
     * @param names the names of the components in the order of {@code zip}; none for a {@code record} class, which has them
     * @throws IllegalArgumentException if a component is not empty, {@code zip} forgets, repeats or exchanges components (see
     *     {@link io.github.crdt4j.causal.Components}), or there are not as many names as components
     */
    public CompositeSerializer(P empty, String... names) {
        super(Shapes.unchecked(Objects.requireNonNull(empty, "empty").getClass()));
        this.empty = empty;
        this.layout = Layout.of(empty, List.of(names));
    }

    CompositeShape<P> shape(int id) {
        return new CompositeShape<>(empty, layout, id);
    }
}
