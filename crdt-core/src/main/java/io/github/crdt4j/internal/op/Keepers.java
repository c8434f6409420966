package io.github.crdt4j.internal.op;

import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.text.Text;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events that keep an element or a key, of which those suffice that no later one of them has seen. */
public final class Keepers {

    private Keepers() {}

    /** With one more, which stands for all that its clock contains. */
    public static Dots add(Dots dots, Dot dot, CausalPast clock) {
        Dots unseen = forget(dots, clock);
        if (unseen.isBottom()) {
            return Dots.of(dot);
        }
        var all = new ArrayList<>(unseen.asList());
        all.add(dot);
        return Dots.of(all);
    }

    /** Without those that a clock contains; the same object when it contains none. */
    public static Dots forget(Dots dots, CausalPast observed) {
        List<Dot> all = dots.asList();
        List<Dot> kept = all.stream().filter(dot -> !observed.contains(dot)).toList();
        return kept.size() == all.size() ? dots : Dots.of(kept);
    }

    /** Elements or keys, each with the events that keep it, after one more of one of them. */
    public static <K> PersistentMap<K, Dots> add(PersistentMap<K, Dots> all, K key, Dot dot, CausalPast past) {
        Dots before = all.get(key);
        return all.put(key, add(before == null ? Dots.none() : before, dot, past));
    }

    /** Without those events of a key that were seen; the same object when none was. */
    public static <K> PersistentMap<K, Dots> remove(PersistentMap<K, Dots> all, K key, CausalPast observed) {
        Dots before = all.get(key);
        Dots kept = before == null ? null : forget(before, observed);
        return kept == before || kept == null ? all : kept.isBottom() ? all.remove(key) : all.put(key, kept);
    }

    /** Without the events of any key that were seen; the same object when none was. */
    public static <K> PersistentMap<K, Dots> forget(PersistentMap<K, Dots> all, CausalPast observed) {
        PersistentMap<K, Dots> kept = all;
        for (Map.Entry<K, Dots> entry : all) {
            kept = remove(kept, entry.getKey(), observed);
        }
        return kept;
    }

    /** What keeps each key, empty if there is none. */
    public static <K> String text(PersistentMap<K, Dots> all) {
        return all.isEmpty()
                ? ""
                : Text.all(all, all.size(), one -> Text.of(one.getKey()) + "/" + one.getValue(), "{", "}");
    }
}
