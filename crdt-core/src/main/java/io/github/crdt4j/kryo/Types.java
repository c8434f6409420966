package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.OpBoundedCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.flag.DWFlag;
import io.github.crdt4j.flag.EWFlag;
import io.github.crdt4j.flag.OpDWFlag;
import io.github.crdt4j.flag.OpEWFlag;
import io.github.crdt4j.internal.causal.DotFun;
import io.github.crdt4j.internal.causal.DotStore;
import io.github.crdt4j.internal.causal.Values;
import io.github.crdt4j.map.GMap;
import io.github.crdt4j.map.LWWMap;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.ORMultimap;
import io.github.crdt4j.map.OpGMap;
import io.github.crdt4j.map.OpLWWMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.map.OpORMultimap;
import io.github.crdt4j.map.Removable;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.register.OpMaxRegister;
import io.github.crdt4j.register.OpMinRegister;
import io.github.crdt4j.set.GSet;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.OpGSet;
import io.github.crdt4j.set.OpLWWElementSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.set.OpRWSet;
import io.github.crdt4j.set.OpTwoPSet;
import io.github.crdt4j.set.RWSet;
import io.github.crdt4j.set.TwoPSet;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of this library, one row each: the first byte, the id in a Kryo counted from the base, the empty state, how its
 * store is written, and the operation-based sibling, if there is one, with its first byte. All else that depends on which types
 * there are follows from these rows. They are append-only, see {@code docs/format.md}.
 */
final class Types {

    /** Finds the shape of a state. */
    private interface Shaping {
        Shape<?> of(int tag, Object state, Session session);
    }

    /** Reads what follows the first byte of a header. */
    private interface Header {
        Shape<?> read(int tag, Decoder in);
    }

    /** One type. */
    record Row(
            int tag,
            int id,
            Class<?> type,
            Shaping shaping,
            Header header,
            @Nullable Op sibling) {

        Shape<?> shape(Object state, Session session) {
            return shaping.of(tag, state, session);
        }

        Shape<?> readShape(Decoder in) {
            return header.read(tag, in);
        }
    }

    /** Finds the shape of an operation-based state, which may depend on the one that all others come from. */
    private interface OpShaping {
        OpShape<?, ?> of(int tag, Object initial, Registrations known);
    }

    /** One operation-based type. */
    record Op(int tag, Class<?> type, OpShaping shaping) {

        OpShape<?, ?> shape(Object initial, Registrations known) {
            return shaping.of(tag, initial, known);
        }
    }

    private static final @Nullable Op NONE = null;

    private static final DotMapCodec<Object, DotFun<Values<Object>>> VERDICTS =
            DotMapCodec.of(DotFun.none(), ValuesCodec.VERDICTS);

    static final List<Row> ROWS = List.of(
            plain(0x20, 0, ReplicaId.class, Encoder::replica, Decoder::replica),
            plain(0x21, 1, Dot.class, Encoder::dot, Decoder::dot),
            plain(0x22, 2, LamportTimestamp.class, PlainValues::writeStamp, PlainValues::readStamp),
            plain(0x23, 3, VectorClock.class, ClockCodec::write, ClockCodec::read),
            plain(0x24, 4, CausalContext.class, Encoder::context, Decoder::context),
            row(0x28, 5, GCounter.empty(), new LanesCodec(false), op(0x50, OpGCounter.class, OpCounterShape::growing)),
            row(0x29, 6, PNCounter.empty(), new LanesCodec(true), op(0x51, OpPNCounter.class, OpCounterShape::both)),
            row(0x2A, 7, LWWRegister.empty(), ValuesCodec.STAMPED, op(0x52, OpLWWRegister.class, OpRegisterShape::one)),
            row(0x2B, 8, MVRegister.empty(), ValuesCodec.PLAIN, op(0x53, OpMVRegister.class, OpRegisterShape::all)),
            row(0x2C, 9, ORSet.empty(), new ElementsCodec(), op(0x54, OpORSet.class, OpSetShape::both)),
            new Row(0x2D, 10, ORMap.class, EntriesCodec::of, EntriesCodec::in, op(0x55, OpORMap.class, OpMapShape::of)),
            new Row(0x2E, 11, Removable.class, KeptCodec::of, KeptCodec::in, NONE),
            row(0x2F, 12, EWFlag.empty(), DotSets.DOTS, op(0x56, OpEWFlag.class, OpFlagShape::new)),
            row(0x30, 13, DWFlag.empty(), ValuesCodec.VERDICTS, op(0x57, OpDWFlag.class, OpRegisterShape::flag)),
            row(0x31, 14, GSet.empty(), new ElementsCodec(), op(0x58, OpGSet.class, OpSetShape::growing)),
            row(0x32, 15, TwoPSet.empty(), VERDICTS, op(0x59, OpTwoPSet.class, OpKeyedShape::twoPhases)),
            row(0x33, 16, RWSet.empty(), VERDICTS, op(0x5A, OpRWSet.class, OpKeyedShape::removeWins)),
            row(
                    0x34,
                    17,
                    MaxRegister.empty(),
                    ValuesCodec.PLAIN,
                    op(0x5B, OpMaxRegister.class, OpRegisterShape::greatest)),
            row(
                    0x35,
                    18,
                    MinRegister.empty(),
                    ValuesCodec.PLAIN,
                    op(0x5C, OpMinRegister.class, OpRegisterShape::least)),
            row(
                    0x36,
                    19,
                    LWWMap.empty(),
                    DotMapCodec.of(DotFun.none(), ValuesCodec.STAMPED),
                    op(0x5D, OpLWWMap.class, OpKeyedShape::map)),
            new Row(
                    0x37,
                    20,
                    LWWElementSet.class,
                    BiasedCodec::of,
                    BiasedCodec::in,
                    op(0x5E, OpLWWElementSet.class, OpKeyedShape::biased)),
            row(
                    0x27,
                    21,
                    ORMultimap.empty(),
                    DotMapCodec.of(ElementsCodec.NONE, new ElementsCodec()),
                    op(0x5F, OpORMultimap.class, OpMultimapShape::new)),
            new Row(
                    0x25,
                    22,
                    BoundedCounter.class,
                    BoundedShape::of,
                    BoundedShape::in,
                    op(0x63, OpBoundedCounter.class, OpRightsShape::of)),
            new Row(0x26, 23, GMap.class, GMapShape::of, GMapShape::in, op(0x64, OpGMap.class, OpGMapShape::of)));

    private static final Map<Class<?>, Row> BY_CLASS = index(ROWS, Row::type);
    private static final Map<Integer, Row> BY_TAG = index(ROWS, Row::tag);
    private static final List<Op> OPS =
            ROWS.stream().map(Row::sibling).filter(Objects::nonNull).toList();
    private static final Map<Class<?>, Op> OPS_BY_CLASS = index(OPS, Op::type);
    private static final Map<Integer, Op> OPS_BY_TAG = index(OPS, Op::tag);

    private Types() {}

    private static <S> Row plain(
            int tag, int id, Class<S> type, BiConsumer<Encoder, S> writer, Function<Decoder, S> reader) {
        return row(id, new PlainShape<>(tag, type, writer, reader), NONE);
    }

    private static <S extends Causal<S>, D extends DotStore<D>> Row row(
            int tag, int id, S empty, StoreCodec<D> stores, @Nullable Op sibling) {
        return row(id, new StoreShape<>(tag, empty, stores), sibling);
    }

    private static Row row(int id, Shape<?> shape, @Nullable Op sibling) {
        return new Row(shape.tag(), id, shape.type(), (tag, state, session) -> shape, (tag, in) -> shape, sibling);
    }

    private static Op op(int tag, Class<?> type, IntFunction<OpShape<?, ?>> shaping) {
        return new Op(tag, type, (any, like, known) -> shaping.apply(tag));
    }

    private static Op op(int tag, Class<?> type, OpShaping shaping) {
        return new Op(tag, type, shaping);
    }

    private static <K, V> Map<K, V> index(List<V> rows, Function<V, K> key) {
        return rows.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** The row of a class, or null if it is no type of this library. */
    static @Nullable Row of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** The row of what begins with a byte, or null if nothing does. */
    static @Nullable Row of(int tag) {
        return BY_TAG.get(tag);
    }

    /** The operation-based type of a class, or null if it is none of this library. */
    static @Nullable Op op(Class<?> type) {
        return OPS_BY_CLASS.get(type);
    }

    /** The operation-based type whose headers begin with a byte, or null if none do. */
    static @Nullable Op op(int tag) {
        return OPS_BY_TAG.get(tag);
    }
}
