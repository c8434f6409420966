package io.github.crdt4j.planted;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.map.Removable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A set that only grows, made removable, with a change or a serializer that is wrong in one way at a time. */
record ToyWords(Set<String> words) implements Crdt<ToyWords> {

    enum Bug {
        NONE,
        CHANGE_READS_ITS_STATE,
        CHANGE_DRAWS_A_NUMBER,
        SERIALIZER_KEEPS_NO_ORDER,
        SERIALIZER_LOSES_A_WORD
    }

    private static final Removable<ToyWords> EMPTY = Removable.of(new ToyWords(Set.of()));

    static Script<Removable<ToyWords>> subject(Bug bug) {
        KryoCodec codec = KryoCodec.builder()
                .register(ToyWords.class, new Words(bug), 100)
                .build();
        return Script.startingWith(EMPTY)
                .step(
                        "add",
                        random -> random.nextInt(7),
                        (Removable<ToyWords> state, Issuer issuer, Integer first) ->
                                state.update(issuer.self(), words -> words.with(bug, added(first))))
                .reading(state -> state.value().words)
                .specifiedBy(visible -> visible.events().stream()
                        .flatMap(event -> added((Integer) event.operation().argument()).stream())
                        .collect(Collectors.toSet()))
                .encodedBy(codec::encode, bytes -> codec.decode(bytes, EMPTY));
    }

    /** Three at a time: a Removable keeps what each change adds on its own. */
    private static List<String> added(int first) {
        return List.of("w" + first, "w" + (first + 1), "w" + (first + 2));
    }

    private ToyWords with(Bug bug, List<String> added) {
        var next = new HashSet<>(words);
        next.addAll(added);
        if (bug == Bug.CHANGE_READS_ITS_STATE && words.size() > 1) {
            next.remove(words.stream().sorted().findFirst().orElseThrow());
        }
        if (bug == Bug.CHANGE_DRAWS_A_NUMBER) {
            next.add("n" + System.identityHashCode(next));
        }
        return new ToyWords(Set.copyOf(next));
    }

    @Override
    public ToyWords merge(ToyWords other) {
        var union = new HashSet<>(words);
        union.addAll(other.words);
        return new ToyWords(Set.copyOf(union));
    }

    private static final class Words extends Serializer<ToyWords> {
        private final Bug bug;
        private int calls;

        Words(Bug bug) {
            this.bug = bug;
        }

        @Override
        public void write(Kryo kryo, Output output, ToyWords value) {
            List<String> written = new ArrayList<>(new TreeSet<>(value.words));
            if (bug == Bug.SERIALIZER_KEEPS_NO_ORDER && written.size() > 1 && calls++ % 2 == 0) {
                Collections.reverse(written);
            }
            if (bug == Bug.SERIALIZER_LOSES_A_WORD && written.size() > 2) {
                written.remove(0);
            }
            output.writeInt(written.size());
            written.forEach(output::writeString);
        }

        @Override
        public ToyWords read(Kryo kryo, Input input, Class<? extends ToyWords> type) {
            Set<String> words = new HashSet<>();
            for (int i = input.readInt(); i > 0; i--) {
                words.add(input.readString());
            }
            return new ToyWords(Set.copyOf(words));
        }
    }
}
