package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is drawn for an operation-based type, for the parts of the kit that need to know no more of a subject. */
record Drawn<O>(OpSubject<?, ?, O> subject) implements Subject<Drawn.None, O> {

    /** No state at all. */
    record None() implements Crdt<None> {
        @Override
        public None merge(None other) {
            return this;
        }
    }

    /** The letters and signs a text begins with. */
    static String word(Object what) {
        String text = what.toString();
        int end = 0;
        while (end < text.length() && !Character.isDigit(text.charAt(end)) && "[({ =,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? "update" : text.substring(0, end);
    }

    @Override
    public None bottom() {
        return new None();
    }

    @Override
    public O draw(RandomGenerator random) {
        return subject.draw(random);
    }

    @Override
    public None apply(None state, Issuer issuer, O what) {
        return state;
    }

    @Override
    public Object value(None state) {
        return UNSPECIFIED;
    }

    @Override
    public Object expected(View<O> visible) {
        return UNSPECIFIED;
    }

    @Override
    public List<O> simpler(O what) {
        return subject.simpler(what);
    }

    @Override
    public String kind(O what) {
        return subject.kind(what);
    }
}
