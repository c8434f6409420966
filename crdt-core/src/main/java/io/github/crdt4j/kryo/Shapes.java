package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Registration;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Kept;
import io.github.crdt4j.internal.value.Keyed;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the shape of a state, or the one that a header describes. */
final class Shapes {

    private static final Map<Integer, Shape<?>> BY_TAG = Map.of(
            Tags.VECTOR_CLOCK, new ClockShape(),
            Tags.CAUSAL_CONTEXT, new ContextShape(),
            Tags.G_COUNTER, new LanesShape<>(Tags.G_COUNTER, GCounter.empty(), false),
            Tags.PN_COUNTER, new LanesShape<>(Tags.PN_COUNTER, PNCounter.empty(), true),
            Tags.LWW_REGISTER, new StampedShape(),
            Tags.MV_REGISTER, new SiblingsShape(),
            Tags.OR_SET, new ElementsShape());

    private static final Map<Class<?>, Shape<?>> BY_CLASS =
            BY_TAG.values().stream().collect(Collectors.toUnmodifiableMap(Shape::type, Function.identity()));

    private Shapes() {}

    /** Whether states of a class are written by one of these shapes, without a serializer. */
    static boolean isOwn(Class<?> type) {
        return BY_CLASS.containsKey(type)
                || Stream.of(ORMap.class, Removable.class).anyMatch(type::equals);
    }

    /** The shape of a state. */
    static Shape<?> of(Object state, Session session) {
        Shape<?> simple = BY_CLASS.get(state.getClass());
        if (simple != null) {
            return simple;
        }
        if (state instanceof ORMap<?, ?> map) {
            return map(map, session);
        }
        if (state instanceof Removable<?> removable) {
            return removable(removable, session);
        }
        Registration registration = session.registration(state);
        return registration.getSerializer() instanceof CompositeSerializer<?> composite
                ? composite.shape(registration.getId())
                : new ObjectShape<>(registration);
    }

    private static <K, V extends Causal<V>> Shape<?> map(ORMap<K, V> map, Session session) {
        DotMap<K, Keyed<V>> store = StoreShape.<ORMap<K, V>, DotMap<K, Keyed<V>>>parts(ORMap.class)
                .open()
                .apply(map)
                .store();
        return new EntriesShape<>(live(store.absent().bottom(), session));
    }

    private static <L extends Crdt<L>> Shape<?> removable(Removable<L> removable, Session session) {
        Kept<L> store = StoreShape.<Removable<L>, Kept<L>>parts(Removable.class)
                .open()
                .apply(removable)
                .store();
        return kept(store.bottom(), session);
    }

    private static <L extends Crdt<L>> KeptShape<L> kept(L empty, Session session) {
        return new KeptShape<>(empty, unchecked(of(empty, session)));
    }

    /** The shape of the values of a map that begin as a given state, or of the components of a record. */
    static <S extends Causal<S>> LiveShape<S> live(S bottom, Session session) {
        Shape<?> shape = of(bottom, session);
        if (shape instanceof ObjectShape<?>) {
            return new OwnCausalShape<>(bottom, session.registration(bottom));
        }
        LiveShape<S> live = unchecked(shape);
        boolean isBottom = live instanceof StoreShape<S, ?> store
                ? store.isBottom(bottom)
                : live.bottom().equals(bottom);
        if (!isBottom) {
            throw new IllegalArgumentException("values that do not begin empty have no encoding: " + bottom);
        }
        return live;
    }

    /** Reads what {@link Shape#writeHeader} wrote, the tag read already. */
    static Shape<?> readHeader(Decoder in, int tag) {
        return switch (tag) {
            case Tags.OR_MAP -> {
                in.enter();
                Shape<?> map = new EntriesShape<>(readBottom(in));
                in.leave();
                yield map;
            }
            case Tags.REMOVABLE -> {
                int from = in.position();
                Object empty = in.tagged();
                if (!(empty instanceof Crdt<?> lattice)) {
                    throw in.bad("a removable state needs a lattice, not " + Octets.show(empty), from);
                }
                yield readRemovable(lattice, in.session());
            }
            case Tags.COMPOSITE, Tags.OBJECT -> {
                int from = in.position();
                Registration registration = in.registration();
                boolean isComposite = registration.getSerializer() instanceof CompositeSerializer<?>;
                if (isComposite != (tag == Tags.COMPOSITE)) {
                    throw in.bad(registration.getType().getName() + " is not written this way", from);
                }
                yield registration.getSerializer() instanceof CompositeSerializer<?> composite
                        ? composite.shape(registration.getId())
                        : new ObjectShape<>(registration);
            }
            default -> {
                Shape<?> simple = BY_TAG.get(tag);
                if (simple == null) {
                    throw in.bad(Mismatch.foundTag("a state", tag), in.position() - 1);
                }
                yield simple;
            }
        };
    }

    private static LiveShape<?> readBottom(Decoder in) {
        int from = in.position();
        Shape<?> shape = readHeader(in, in.octet());
        if (shape instanceof ObjectShape<?> object && object.read(in) instanceof Causal<?> bottom) {
            return ownCausal(bottom, in.session());
        }
        if (shape instanceof LiveShape<?> live) {
            return live;
        }
        throw in.bad(shape + " cannot be the value of a map", from);
    }

    private static <S extends Causal<S>> LiveShape<S> ownCausal(Object bottom, Session session) {
        S state = unchecked(bottom);
        return new OwnCausalShape<>(state, session.registration(state));
    }

    private static <L extends Crdt<L>> Shape<?> readRemovable(Object empty, Session session) {
        L lattice = unchecked(empty);
        return kept(lattice, session);
    }

    /** A cast between a type and its own parameterization. */
    @SuppressWarnings("unchecked") // the callers have checked the class
    static <T> T unchecked(Object object) {
        return (T) object;
    }
}
