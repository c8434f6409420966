package io.github.crdt4j.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.CompositeSerializer;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentsTest {

    private static final ReplicaId A = ReplicaId.of("a");

    record Right(ORSet<String> in, ORSet<String> out) implements Composite<Right> {
        static final Right EMPTY = new Right(ORSet.empty(), ORSet.empty());

        @Override
        public Right zip(Right other, Zip with) {
            return new Right(with.apply(in, other.in), with.apply(out, other.out));
        }
    }

    /** The order of zip counts, not that of the declaration. */
    record Backwards(ORSet<String> in, Right out) implements Composite<Backwards> {
        static final Backwards EMPTY = new Backwards(ORSet.empty(), Right.EMPTY);

        @Override
        public Backwards zip(Backwards other, Zip with) {
            Right second = with.apply(out, other.out);
            return new Backwards(with.apply(in, other.in), second);
        }
    }

    record Pair<A extends Causal<A>, B extends Causal<B>>(A a, B b) implements Composite<Pair<A, B>> {
        @Override
        public Pair<A, B> zip(Pair<A, B> other, Zip with) {
            return new Pair<>(with.apply(a, other.a), with.apply(b, other.b));
        }
    }

    record Forgets(ORSet<String> tags, PNCounter n) implements Composite<Forgets> {
        @Override
        public Forgets zip(Forgets other, Zip with) {
            return new Forgets(with.apply(tags, other.tags), n);
        }
    }

    record TakesTheOther(ORSet<String> tags, PNCounter n) implements Composite<TakesTheOther> {
        @Override
        public TakesTheOther zip(TakesTheOther other, Zip with) {
            return new TakesTheOther(with.apply(tags, other.tags), other.n);
        }
    }

    record MakesAnew(ORSet<String> tags, PNCounter n) implements Composite<MakesAnew> {
        @Override
        public MakesAnew zip(MakesAnew other, Zip with) {
            return new MakesAnew(with.apply(tags, other.tags), PNCounter.empty());
        }
    }

    record Repeats(ORSet<String> in, ORSet<String> out) implements Composite<Repeats> {
        @Override
        public Repeats zip(Repeats other, Zip with) {
            return new Repeats(with.apply(in, other.in), with.apply(in, other.in));
        }
    }

    record ExchangesResults(ORSet<String> in, ORSet<String> out) implements Composite<ExchangesResults> {
        @Override
        public ExchangesResults zip(ExchangesResults other, Zip with) {
            ORSet<String> first = with.apply(in, other.in);
            return new ExchangesResults(with.apply(out, other.out), first);
        }
    }

    record ExchangesArguments(ORSet<String> in, ORSet<String> out) implements Composite<ExchangesArguments> {
        @Override
        public ExchangesArguments zip(ExchangesArguments other, Zip with) {
            return new ExchangesArguments(with.apply(in, other.out), with.apply(out, other.in));
        }
    }

    record OthersFirst(ORSet<String> in, ORSet<String> out) implements Composite<OthersFirst> {
        @Override
        public OthersFirst zip(OthersFirst other, Zip with) {
            return new OthersFirst(with.apply(in, other.in), with.apply(other.out, out));
        }
    }

    record WithItself(ORSet<String> in, ORSet<String> out) implements Composite<WithItself> {
        @Override
        public WithItself zip(WithItself other, Zip with) {
            return new WithItself(with.apply(in, in), with.apply(out, other.out));
        }
    }

    record OneResultTwice(ORSet<String> in, ORSet<String> out) implements Composite<OneResultTwice> {
        @Override
        public OneResultTwice zip(OneResultTwice other, Zip with) {
            ORSet<String> both = with.apply(in, other.in);
            return new OneResultTwice(both, both);
        }
    }

    record DropsResults(ORSet<String> in) implements Composite<DropsResults> {
        @Override
        public DropsResults zip(DropsResults other, Zip with) {
            var unused = with.apply(in, other.in);
            return this;
        }
    }

    record PlainComponent(String kind, ORSet<String> tags) implements Composite<PlainComponent> {
        @Override
        public PlainComponent zip(PlainComponent other, Zip with) {
            return new PlainComponent(kind, with.apply(tags, other.tags));
        }
    }

    /** Not a record: its fields are what can be forgotten. */
    static final class ForgetfulClass implements Composite<ForgetfulClass> {
        private final ORSet<String> tags;
        private final PNCounter n;

        ForgetfulClass(ORSet<String> tags, PNCounter n) {
            this.tags = tags;
            this.n = n;
        }

        @Override
        public ForgetfulClass zip(ForgetfulClass other, Zip with) {
            return new ForgetfulClass(with.apply(tags, other.tags), n);
        }
    }

    /** A record whose zip is wrong, empty, and what is to be said about it. */
    record Wrong<S extends Composite<S>>(S empty, String said) {}

    static Stream<Wrong<?>> wrong() {
        ORSet<String> none = ORSet.empty();
        return Stream.of(
                new Wrong<>(new Forgets(none, PNCounter.empty()), "does not hand over n"),
                new Wrong<>(new TakesTheOther(none, PNCounter.empty()), "does not hand over n"),
                new Wrong<>(new MakesAnew(none, PNCounter.empty()), "does not hand over n"),
                new Wrong<>(new Repeats(none, none), "hands over in twice, and never out"),
                new Wrong<>(new ExchangesResults(none, none), "puts the result for in in the place of out"),
                new Wrong<>(new ExchangesArguments(none, none), "combines in with out of the other record"),
                new Wrong<>(new OthersFirst(none, none), "hands over out of the other record before its own"),
                new Wrong<>(new WithItself(none, none), "combines in with itself"),
                new Wrong<>(new OneResultTwice(none, none), "puts one result in the place of in and of out"),
                new Wrong<>(new DropsResults(none), "does not hand over in"),
                new Wrong<>(new PlainComponent("x", none), "component kind"),
                new Wrong<>(new ForgetfulClass(none, PNCounter.empty()), "does not hand over n"));
    }

    private static void refuses(Wrong<?> wrong, Executable use) {
        var thrown = assertThrows(IllegalArgumentException.class, use);
        assertTrue(thrown.getMessage().contains(wrong.said()), thrown::getMessage);
        assertTrue(thrown.getMessage().contains(wrong.empty().getClass().getName()), thrown::getMessage);
    }

    @Test
    void namesAreThoseOfTheRecordInTheOrderOfZip() {
        assertEquals(List.of("in", "out"), Components.of(Right.EMPTY).names());
        assertEquals(List.of("out", "in"), Components.of(Backwards.EMPTY).names());
        assertEquals(
                List.of(Right.EMPTY, ORSet.empty()),
                Components.of(Backwards.EMPTY).states());
        var nested = new Pair<>(new Pair<>(ORSet.<String>empty(), PNCounter.empty()), PNCounter.empty());
        assertEquals(List.of("a", "b"), Components.of(nested).names());
        assertEquals(nested, nested.merge(nested));
    }

    @Test
    void statesWithContentsAreFoundAsTheyAre() {
        var some = new Right(
                ORSet.<String>empty().add(A, "x"), ORSet.<String>empty().add(A, "x"));
        assertEquals(List.of(some.in(), some.out()), Components.of(some).states());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    <S extends Composite<S>> void aRecordWhoseZipIsWrongIsRefusedWhereverItIsUsed(Wrong<S> wrong) {
        S empty = wrong.empty();
        refuses(wrong, () -> Components.of(empty));
        refuses(wrong, () -> KryoCodec.builder().composite(empty, 100));
        refuses(wrong, () -> new CompositeSerializer<>(empty));
        refuses(wrong, () -> empty.merge(empty));
        refuses(wrong, () -> empty.delta(empty));
        refuses(wrong, () -> empty.leq(empty));
        refuses(wrong, () -> empty.context());
        refuses(
                wrong,
                () -> Replica.of(A, empty)
                        .update(state -> empty.zip(empty, new Composite.Zip() {
                            @Override
                            public <C extends Causal<C>> C apply(C mine, C theirs) {
                                return mine;
                            }
                        })));
        refuses(wrong, () -> ORMap.<String, S>empty(empty).update(A, "k", value -> value));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    <S extends Composite<S>> void theKitSaysWhatIsWrongWithZip(Wrong<S> wrong) {
        var subject = Script.startingWith(wrong.empty()).step("nothing", random -> 0, (state, issuer, n) -> state);
        var thrown = assertThrows(AssertionError.class, () -> Laws.check(subject, 1, 1));
        assertTrue(thrown.getMessage().contains(wrong.said()), thrown::getMessage);
    }
}
