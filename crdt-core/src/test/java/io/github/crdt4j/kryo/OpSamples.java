package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpBoundedCounter;
import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.flag.OpDWFlag;
import io.github.crdt4j.flag.OpEWFlag;
import io.github.crdt4j.map.OpGMap;
import io.github.crdt4j.map.OpLWWMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.map.OpORMultimap;
import io.github.crdt4j.op.Announcement;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.register.OpMVRegister;
import io.github.crdt4j.register.OpMaxRegister;
import io.github.crdt4j.register.OpMinRegister;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.OpGSet;
import io.github.crdt4j.set.OpLWWElementSet;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.set.OpRWSet;
import io.github.crdt4j.set.OpTwoPSet;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Messages and snapshots of every operation-based type: one replica writes, another concurrently, a third reads. */
final class OpSamples {

    static final ReplicaId A = Samples.A;
    static final ReplicaId B = Samples.B;
    static final Announcement ANNOUNCEMENT = new Announcement(B, VectorClock.of(Map.of(A, 300L, B, 1L)));

    /** The samples of one type: each of its operations, then what became of them. */
    record Sample<S extends OpCrdt<S, O>, O extends Operation>(
            String name, S initial, List<OpMessage<List<O>>> messages, OpSnapshot<S, O> snapshot) {}

    private OpSamples() {}

    static List<Sample<?, ?>> all() {
        OpORMap<String, OpPNCounter, OpPNCounter.Change> carts = OpORMap.empty(OpPNCounter.empty());
        OpORMap<
                        Object,
                        OpORMap<String, OpORSet<Object>, OpORSet.Change<Object>>,
                        OpORMap.Change<String, OpORSet.Change<Object>>>
                nested = OpORMap.empty(OpORMap.empty(OpORSet.empty()));
        OpORMap<String, OpGCounter, OpGCounter.Increment> views = OpORMap.empty(OpGCounter.empty());
        return List.of(
                sample(
                        "OpGCounter",
                        OpGCounter.empty(),
                        editor -> editor.apply(editor.state().increment(Long.MAX_VALUE)),
                        editor -> editor.apply(editor.state().increment())),
                sample(
                        "OpPNCounter",
                        OpPNCounter.empty(),
                        editor -> editor.apply(editor.state().increment(5)),
                        editor -> editor.apply(editor.state().decrement(7))),
                sample(
                        "OpLWWRegister",
                        OpLWWRegister.<Object>empty(),
                        editor -> editor.apply(editor.state().set(new LamportTimestamp(7, A), "x")),
                        editor -> editor.apply(editor.state().set(new LamportTimestamp(9, B), 2L))),
                sample(
                        "OpLWWRegister-unset",
                        OpLWWRegister.<Object>empty(),
                        editor -> editor.apply(editor.state().unset(new LamportTimestamp(7, A))),
                        editor -> editor.apply(editor.state().set(new LamportTimestamp(6, B), "y"))),
                sample(
                        "OpMVRegister",
                        OpMVRegister.<Object>empty(),
                        editor -> editor.apply(editor.state().set("x")),
                        editor -> editor.apply(editor.state().set(new Samples.Money(5, "EUR")))),
                sample(
                        "OpORSet",
                        OpORSet.<Object>empty(),
                        editor -> Samples.ELEMENTS.forEach(
                                element -> editor.apply(editor.state().add(element))),
                        editor -> {
                            editor.apply(editor.state().clear());
                            editor.apply(editor.state().add("x"));
                            editor.apply(editor.state().add("y"));
                            editor.apply(editor.state().remove("y"));
                        }),
                sample(
                        "OpORMap",
                        carts,
                        editor -> {
                            editor.apply(editor.state().update("milk", c -> c.increment(2)));
                            editor.apply(editor.state().update("eggs", c -> c.increment(6)));
                        },
                        editor -> {
                            editor.apply(editor.state().remove("milk"));
                            editor.apply(editor.state().update("milk", c -> c.decrement(1)));
                        }),
                sample(
                        "OpORMap-of-OpGCounter",
                        views,
                        editor -> editor.apply(editor.state().update("home", c -> c.increment(3))),
                        editor -> editor.apply(editor.state().clear())),
                sample(
                        "OpEWFlag",
                        OpEWFlag.empty(),
                        editor -> editor.apply(editor.state().enable()),
                        editor -> editor.apply(editor.state().disable())),
                sample(
                        "OpDWFlag",
                        OpDWFlag.empty(),
                        editor -> editor.apply(editor.state().enable()),
                        editor -> editor.apply(editor.state().disable())),
                sample(
                        "OpGSet",
                        OpGSet.<Object>empty(),
                        editor -> Samples.ELEMENTS.forEach(
                                element -> editor.apply(editor.state().add(element))),
                        editor -> editor.apply(editor.state().add("x"))),
                sample(
                        "OpTwoPSet",
                        OpTwoPSet.<Object>empty(),
                        editor -> editor.apply(editor.state().add("x")),
                        editor -> {
                            editor.apply(editor.state().add("y"));
                            editor.apply(editor.state().add("z"));
                            editor.apply(editor.state().remove("y"));
                        }),
                sample(
                        "OpRWSet",
                        OpRWSet.<Object>empty(),
                        editor -> {
                            editor.apply(editor.state().add("x"));
                            editor.apply(editor.state().add("y"));
                            editor.apply(editor.state().clear());
                            editor.apply(editor.state().add("y"));
                        },
                        editor -> editor.apply(editor.state().remove("x"))),
                sample(
                        "OpLWWElementSet",
                        OpLWWElementSet.<Object>empty(LWWElementSet.Bias.REMOVE),
                        editor -> editor.apply(editor.state().add(new LamportTimestamp(7, A), "x")),
                        editor -> editor.apply(editor.state().remove(new LamportTimestamp(7, B), "x"))),
                sample(
                        "OpMaxRegister",
                        OpMaxRegister.<Long>empty(),
                        editor -> editor.state().set(300L).ifPresent(editor::apply),
                        editor -> editor.state().set(2L).ifPresent(editor::apply)),
                sample(
                        "OpMinRegister",
                        OpMinRegister.<String>empty(),
                        editor -> editor.state().set("x").ifPresent(editor::apply),
                        editor -> editor.state().set("y").ifPresent(editor::apply)),
                sample(
                        "OpLWWMap",
                        OpLWWMap.<Object, Object>empty(),
                        editor -> editor.apply(editor.state().put(new LamportTimestamp(7, A), "k", 2L)),
                        editor -> editor.apply(editor.state().remove(new LamportTimestamp(9, B), "l"))),
                sample(
                        "OpORMultimap",
                        OpORMultimap.<Object, Object>empty(),
                        editor -> {
                            editor.apply(editor.state().put("k", "x"));
                            editor.apply(editor.state().put("k", 2L));
                            editor.apply(editor.state().put("l", "x"));
                        },
                        editor -> {
                            editor.apply(editor.state().clear());
                            editor.apply(editor.state().put("k", "y"));
                            editor.apply(editor.state().remove("k", "z"));
                            editor.apply(editor.state().removeAll("l"));
                        }),
                sample(
                        "OpBoundedCounter",
                        OpBoundedCounter.of(-3),
                        editor -> {
                            editor.apply(editor.state().increment(300));
                            editor.apply(editor.state().decrement(A, 2));
                            editor.apply(editor.state().transfer(A, B, 5));
                        },
                        editor -> editor.apply(editor.state().increment(1))),
                sample(
                        "OpGMap",
                        OpGMap.<Object, OpBoundedCounter, OpBoundedCounter.Change>empty(OpBoundedCounter.empty()),
                        editor -> editor.apply(editor.state().update("milk", c -> c.increment(2))),
                        editor -> editor.apply(editor.state().update("eggs", c -> c.increment(6)))),
                sample(
                        "OpORMap-nested",
                        nested,
                        editor -> editor.apply(editor.state()
                                .update(B, m -> m.update("k", s -> s.add(new Samples.Money(1, "USD"))))),
                        editor -> editor.apply(editor.state().update("other", m -> m.remove("k")))));
    }

    /** A writes one message, B concurrently another, then A a third; B has read one, and holds what A sent fourth. */
    private static <S extends OpCrdt<S, O>, O extends Operation> Sample<S, O> sample(
            String name, S initial, Consumer<OpEditor<S, O>> one, Consumer<OpEditor<S, O>> other) {
        OpReplica<S, O> a = OpReplica.of(A, initial, OperationCheck.inMemory());
        OpReplica<S, O> b = OpReplica.of(B, initial, OperationCheck.inMemory());
        a.edit(one);
        b.edit(other);
        List<OpMessage<List<O>>> messages = new ArrayList<>(a.flush());
        messages.addAll(b.flush(snapshot -> {}));
        b.receive(messages.get(0));
        b.join(A);
        b.join(B);
        var unused = b.settle();
        a.receive(messages.get(1));
        a.edit(editor -> messages.get(0).payload().forEach(editor::apply));
        a.edit(editor -> messages.get(1).payload().forEach(editor::apply));
        messages.addAll(a.flush());
        b.receive(messages.get(3));
        return new Sample<>(name, initial, List.copyOf(messages), b.snapshot());
    }
}
