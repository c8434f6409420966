package io.github.crdt4j.kryo;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.op.OpEntries;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpRemovable;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the shape of an operation-based type, given its initial state, and reads what shapes have in common. */
final class OpShapes {

    private static final Set<Class<?>> BUILT_IN = Set.of(
            OpGCounter.class, OpPNCounter.class, OpLWWRegister.class, OpMVRegister.class, OpORSet.class, OpORMap.class);

    private OpShapes() {}

    /** Whether a class is one of those that have a shape here. */
    static boolean isBuiltIn(Class<?> type) {
        return BUILT_IN.contains(type);
    }

    static <S extends OpCrdt<S, O>, O extends Operation> OpShape<S, O> of(S initial, Registrations registrations) {
        OpShape<S, O> shape = Shapes.unchecked(find(initial, registrations));
        if (!shape.initial().equals(initial)) {
            throw new IllegalArgumentException("states that do not begin empty have no encoding: " + initial);
        }
        return shape;
    }

    private static OpShape<?, ?> find(Object initial, Registrations registrations) {
        if (initial instanceof OpGCounter counter) {
            return OpCounterShape.growing(empty(counter));
        } else if (initial instanceof OpPNCounter counter) {
            return OpCounterShape.upAndDown(empty(counter));
        } else if (initial instanceof OpLWWRegister<?>) {
            return OpRegisterShape.lastWriter();
        } else if (initial instanceof OpMVRegister<?>) {
            return OpRegisterShape.multiValue();
        } else if (initial instanceof OpORSet<?>) {
            return new OpSetShape();
        } else if (initial instanceof OpORMap<?, ?, ?> map) {
            return map(map, registrations);
        }
        return own(Shapes.unchecked(initial), registrations);
    }

    private static OpGCounter empty(OpGCounter like) {
        return like.removable() == like ? OpGCounter.empty().removable() : OpGCounter.empty();
    }

    private static OpPNCounter empty(OpPNCounter like) {
        return like.removable() == like ? OpPNCounter.empty().removable() : OpPNCounter.empty();
    }

    private static <S extends OpCrdt<S, O>, O extends Operation> OpShape<S, O> own(
            S initial, Registrations registrations) {
        return new OwnOpShape<>(initial, registrations.operations(initial.getClass()));
    }

    private static <K, V extends OpRemovable<V, O>, O extends Operation> OpShape<?, ?> map(
            OpORMap<K, V, O> map, Registrations registrations) {
        OpParts<OpORMap<K, V, O>, OpEntries<K, V>> parts = OpParts.of(OpORMap.class);
        return new OpMapShape<K, V, O>(of(parts.open().apply(map).initial(), registrations));
    }

    /** One of a few possibilities, counted from 0. */
    static int choice(Decoder in, int possibilities) {
        int found = in.octet();
        if (found >= possibilities) {
            throw in.bad("unknown operation " + found, in.position() - 1);
        }
        return found;
    }

    /** An event of the state being read, greater than the one before, if there is one. */
    static Dot ascending(Decoder in, @Nullable Dot last) {
        int from = in.position();
        Dot dot = in.seenDot();
        if (last != null && last.compareTo(dot) >= 0) {
            throw in.bad("event " + dot + " out of order", from);
        }
        return dot;
    }

    /** One or more events of the state being read, ascending. */
    static Dots readDots(Decoder in) {
        int from = in.position();
        int count = in.count(2);
        if (count == 0) {
            throw in.bad("something that is kept by no event", from);
        }
        var dots = new ArrayList<Dot>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            last = ascending(in, last);
            dots.add(last);
        }
        return Dots.of(dots);
    }
}
