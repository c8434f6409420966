package io.github.crdt4j.specification;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.map.Removable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** The specification of a wrapped grow-only set: the elements added by the visible updates. */
final class Removables {

    private Removables() {}

    /** A lattice that cannot forget, as a user would write it: nothing but merge and equals. */
    record Words(Set<String> words) implements Crdt<Words> {

        Words {
            words = Collections.unmodifiableSet(new TreeSet<>(words));
        }

        @Override
        public Words merge(Words other) {
            Set<String> union = new TreeSet<>(words);
            union.addAll(other.words);
            return union.equals(words) ? this : union.equals(other.words) ? other : new Words(union);
        }

        Words add(String word) {
            return merge(new Words(Set.of(word)));
        }
    }

    static final Subject<Removable<Words>, String> WORDS = new Subject<>() {
        @Override
        public Removable<Words> bottom() {
            return Removable.of(new Words(Set.of()));
        }

        @Override
        public String draw(RandomGenerator random) {
            return random.nextBoolean() ? "x" : "y";
        }

        @Override
        public Removable<Words> apply(Removable<Words> state, Issuer issuer, String word) {
            return state.update(issuer.self(), words -> words.add(word));
        }

        @Override
        public Object value(Removable<Words> state) {
            return state.value().words();
        }

        @Override
        public Object expected(View<String> visible) {
            Set<String> words = new TreeSet<>();
            visible.events().forEach(event -> words.add(event.operation()));
            return words;
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };
}
