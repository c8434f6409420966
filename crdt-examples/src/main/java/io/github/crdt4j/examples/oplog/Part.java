package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.kryo.OpCodec;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.set.OpORSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A part of {@link OpAdState}: how to get at it, how to put another in its place, and its bytes.
 *
 * @param <S> the type of the part
 * @param <O> its operations
 */
final class Part<S extends OpCrdt<S, O>, O extends Operation> {

    private static final KryoCodec CODEC = KryoCodec.create();

    static final Part<OpGCounter, OpGCounter.Increment> IMPRESSIONS = new Part<>(
            "impressions",
            OpGCounter.empty(),
            OpAdState::impressions,
            (all, next) ->
                    new OpAdState(next, all.net(), all.pages(), all.visitors(), all.campaigns(), all.creatives()));

    static final Part<OpPNCounter, OpPNCounter.Change> NET = new Part<>(
            "net",
            OpPNCounter.empty(),
            OpAdState::net,
            (all, next) -> new OpAdState(
                    all.impressions(), next, all.pages(), all.visitors(), all.campaigns(), all.creatives()));

    static final Part<OpORMap<String, OpGCounter, OpGCounter.Increment>, OpORMap.Change<String, OpGCounter.Increment>>
            PAGES = new Part<>(
                    "pages",
                    OpORMap.empty(OpGCounter.empty()),
                    OpAdState::pages,
                    (all, next) -> new OpAdState(
                            all.impressions(), all.net(), next, all.visitors(), all.campaigns(), all.creatives()));

    static final Part<OpORSet<String>, OpORSet.Change<String>> VISITORS = new Part<>(
            "visitors",
            OpORSet.empty(),
            OpAdState::visitors,
            (all, next) ->
                    new OpAdState(all.impressions(), all.net(), all.pages(), next, all.campaigns(), all.creatives()));

    static final Part<OpORSet<String>, OpORSet.Change<String>> CAMPAIGNS = new Part<>(
            "campaigns",
            OpORSet.empty(),
            OpAdState::campaigns,
            (all, next) ->
                    new OpAdState(all.impressions(), all.net(), all.pages(), all.visitors(), next, all.creatives()));

    static final Part<
                    OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>>,
                    OpORMap.Change<String, OpLWWRegister.Write<String>>>
            CREATIVES = new Part<>(
                    "creatives",
                    OpORMap.empty(OpLWWRegister.empty()),
                    OpAdState::creatives,
                    (all, next) -> new OpAdState(
                            all.impressions(), all.net(), all.pages(), all.visitors(), all.campaigns(), next));

    /** All parts; a part's place here is its number on the wire. */
    static final List<Part<?, ?>> ALL = List.of(IMPRESSIONS, NET, PAGES, VISITORS, CAMPAIGNS, CREATIVES);

    private final String name;
    private final S empty;
    private final Function<OpAdState, S> getter;
    private final BiFunction<OpAdState, S, OpAdState> setter;
    private final OpCodec<S, O> codec;

    private Part(String name, S empty, Function<OpAdState, S> getter, BiFunction<OpAdState, S, OpAdState> setter) {
        this.name = name;
        this.empty = empty;
        this.getter = getter;
        this.setter = setter;
        this.codec = OpCodec.of(CODEC, empty);
    }

    /** What it is before anything happened. */
    S empty() {
        return empty;
    }

    /** The codec of the part alone. */
    OpCodec<S, O> codec() {
        return codec;
    }

    /** The part of a state. */
    S of(OpAdState all) {
        return getter.apply(all);
    }

    /** The state with another part; the same object if it is the same part. */
    OpAdState with(OpAdState all, S next) {
        return next == of(all) ? all : setter.apply(all, next);
    }

    /** Something done to the part, as a thing done to the whole. */
    AdChange<S, O> change(O operation) {
        return new AdChange<>(this, operation);
    }

    @Override
    public String toString() {
        return name;
    }
}
