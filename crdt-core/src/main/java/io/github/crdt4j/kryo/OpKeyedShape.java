package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.causal.Stamped;
import io.github.crdt4j.internal.op.OpBiased;
import io.github.crdt4j.internal.op.OpParts;
import io.github.crdt4j.internal.op.Writes;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.map.OpLWWMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.Operation;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.OpLWWElementSet;
import io.github.crdt4j.set.OpRWSet;
import io.github.crdt4j.set.OpTwoPSet;
import java.util.ArrayList;
import java.util.Optional;

/** The shape of sets and maps that are a register per element or key: these ascending by their bytes, each with the writes of it. */
abstract class OpKeyedShape<S extends OpCrdt<S, O>, O extends Operation, T> extends OpShape<S, O> {

    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int CLEAR = 2;

    private final String key;
    private final OpContent<T> content;

    private OpKeyedShape(int tag, S initial, String key, OpContent<T> content) {
        super(tag, initial);
        this.key = key;
        this.content = content;
    }

    /** One whose states are made of nothing but the writes. */
    private abstract static class Plain<S extends OpCrdt<S, O>, O extends Operation, T> extends OpKeyedShape<S, O, T> {

        private final OpParts<S, PersistentMap<Object, Writes<T>>> parts;

        Plain(int tag, S initial, String key, OpContent<T> content) {
            super(tag, initial, key, content);
            this.parts = OpParts.of(initial.getClass());
        }

        @Override
        PersistentMap<Object, Writes<T>> open(S state) {
            return parts.open().apply(state);
        }

        @Override
        S close(PersistentMap<Object, Writes<T>> writes) {
            return parts.close().apply(writes);
        }
    }

    static OpShape<OpTwoPSet<Object>, OpTwoPSet.Change<Object>> twoPhases(int tag) {
        return new Plain<>(tag, OpTwoPSet.empty(), "element", OpContent.VERDICT) {
            @Override
            void writeOperation(Encoder out, OpTwoPSet.Change<Object> operation) {
                if (operation instanceof OpTwoPSet.Add<Object> add) {
                    out.octet(ADD);
                    out.value(add.element());
                } else if (operation instanceof OpTwoPSet.Remove<Object> remove) {
                    out.octet(REMOVE);
                    out.value(remove.element());
                }
            }

            @Override
            OpTwoPSet.Change<Object> readOperation(Decoder in) {
                return OpShapes.choice(in, 2) == ADD
                        ? new OpTwoPSet.Add<>(in.value())
                        : new OpTwoPSet.Remove<>(in.value());
            }
        };
    }

    static OpShape<OpRWSet<Object>, OpRWSet.Change<Object>> removeWins(int tag) {
        return new Plain<>(tag, OpRWSet.empty(), "element", OpContent.VERDICT) {
            @Override
            void writeOperation(Encoder out, OpRWSet.Change<Object> operation) {
                if (operation instanceof OpRWSet.Add<Object> add) {
                    out.octet(ADD);
                    out.value(add.element());
                } else if (operation instanceof OpRWSet.Remove<Object> remove) {
                    out.octet(REMOVE);
                    out.value(remove.element());
                } else if (operation instanceof OpRWSet.Clear<Object> clear) {
                    out.octet(CLEAR);
                    out.varint(clear.elements().size());
                    clear.elements().forEach(out::value);
                }
            }

            @Override
            OpRWSet.Change<Object> readOperation(Decoder in) {
                return switch (OpShapes.choice(in, 3)) {
                    case ADD -> new OpRWSet.Add<>(in.value());
                    case REMOVE -> new OpRWSet.Remove<>(in.value());
                    default -> {
                        int count = in.count(1);
                        var elements = new ArrayList<Object>();
                        for (int i = 0; i < count; i++) {
                            elements.add(in.value());
                        }
                        yield new OpRWSet.Clear<>(elements);
                    }
                };
            }
        };
    }

    static OpShape<OpLWWMap<Object, Object>, OpLWWMap.Write<Object, Object>> map(int tag) {
        return new Plain<>(tag, OpLWWMap.<Object, Object>empty(), "key", OpContent.STAMPED) {
            @Override
            void writeOperation(Encoder out, OpLWWMap.Write<Object, Object> operation) {
                out.value(operation.key());
                OpContent.STAMPED.write(
                        out, new Stamped<>(operation.stamp(), operation.value().orElse(null)));
            }

            @Override
            OpLWWMap.Write<Object, Object> readOperation(Decoder in) {
                Object key = in.value();
                Stamped<Object> written = OpContent.STAMPED.read(in);
                return new OpLWWMap.Write<>(written.stamp(), key, Optional.ofNullable(written.value()));
            }
        };
    }

    static OpShape<?, ?> biased(int tag, Object like, Registrations known) {
        OpParts<OpLWWElementSet<Object>, OpBiased<Object>> parts = OpParts.of(OpLWWElementSet.class);
        LWWElementSet.Bias bias = ((OpLWWElementSet<?>) like).bias();
        return new OpKeyedShape<OpLWWElementSet<Object>, OpLWWElementSet.Write<Object>, Stamped<Boolean>>(
                tag, OpLWWElementSet.empty(bias), "element", OpContent.STAMPED_VERDICT) {

            private boolean toAdds() {
                return bias == LWWElementSet.Bias.ADD;
            }

            @Override
            void writeHeader(Encoder out) {
                super.writeHeader(out);
                out.octet(toAdds() ? ADD : REMOVE);
            }

            @Override
            void readHeader(Decoder in) {
                super.readHeader(in);
                int from = in.position();
                boolean toAdds = OpShapes.choice(in, 2) == ADD;
                if (toAdds != toAdds()) {
                    throw in.bad(
                            "an OpLWWElementSet with the bias " + (toAdds ? "ADD" : "REMOVE") + ", expected " + bias
                                    + ": every replica must begin with the same",
                            from);
                }
            }

            @Override
            void writeOperation(Encoder out, OpLWWElementSet.Write<Object> operation) {
                out.value(operation.element());
                OpContent.STAMPED_VERDICT.write(out, new Stamped<>(operation.stamp(), operation.isPresent()));
            }

            @Override
            OpLWWElementSet.Write<Object> readOperation(Decoder in) {
                Object element = in.value();
                Stamped<Boolean> written = OpContent.STAMPED_VERDICT.read(in);
                return new OpLWWElementSet.Write<>(written.stamp(), element, Boolean.TRUE.equals(written.value()));
            }

            @Override
            PersistentMap<Object, Writes<Stamped<Boolean>>> open(OpLWWElementSet<Object> state) {
                return parts.open().apply(state).writes();
            }

            @Override
            OpLWWElementSet<Object> close(PersistentMap<Object, Writes<Stamped<Boolean>>> writes) {
                return parts.close().apply(new OpBiased<>(toAdds(), writes));
            }
        };
    }

    abstract PersistentMap<Object, Writes<T>> open(S state);

    abstract S close(PersistentMap<Object, Writes<T>> writes);

    @Override
    final void writeState(Encoder out, S state) {
        OpShapes.writeKeyed(out, open(state), content::writeAll);
    }

    @Override
    final S readState(Decoder in) {
        PersistentMap<Object, Writes<T>> all = OpShapes.readKeyed(in, 5, key, this::writes);
        return all.isEmpty() ? initial() : close(all);
    }

    private Writes<T> writes(Decoder in) {
        int from = in.position();
        Writes<T> writes = content.readAll(in);
        if (writes.sorted().isEmpty()) {
            throw in.bad("something that was never written", from);
        }
        return writes;
    }
}
