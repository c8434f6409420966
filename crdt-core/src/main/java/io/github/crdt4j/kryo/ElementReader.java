package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the first dots of a set in order and finds the element of each, in blocks, of which it reads those with news. */
final class ElementReader {

    private static final int FEW = 64;

    private final Decoder in;
    private final ElementBlocks blocks;
    private final CausalContext seen;
    private final int[] news; // ranges of the elements whose first dot is news
    private final int begin; // where the blocks are
    private final Decoder section;
    private @Nullable SectionReader values; // of the section that was opened
    private int current = -1; // which one that is
    private int at; // the range of news that is next
    private Object[] elements = new Object[FEW];
    private Dots[] live = new Dots[FEW]; // the dots of each
    private int size;
    private final Iterator<Map.Entry<Integer, List<Dot>>> further;
    private Map.@Nullable Entry<Integer, List<Dot>> upcoming; // of the elements with several dots
    private int next; // the index of the element whose dot comes next

    /**
     * A reader of the elements that have a dot.
     *
     * @param in where the blocks begin; it goes on after them
     * @param seen the dots that are no news; empty to read all
     */
    ElementReader(Decoder in, ElementBlocks blocks, CausalContext seen) {
        this.in = in;
        this.blocks = blocks;
        this.seen = seen;
        this.news = blocks.rangesOfNews(seen);
        this.begin = in.position();
        this.section = in.part(blocks.ends()[blocks.ends().length - 1]);
        this.further = blocks.further().entrySet().iterator();
        this.upcoming = further.hasNext() ? further.next() : null;
    }

    /** Reads the elements with a dot that is news, and these dots of each. */
    PersistentMap<Object, Dots> elements() {
        blocks.firsts().forEachRun(this::run);
        var distinct = PersistentMap.of(elements, live, size);
        if (distinct.size() < size) {
            for (int i = 0; i < size; i++) {
                if (!live[i].equals(distinct.get(elements[i]))) { // of equal elements the dots of the last count
                    throw in.bad("element " + Octets.show(elements[i]) + " twice");
                }
            }
        }
        return distinct;
    }

    /** Goes on with the dots of one replica without a gap, perhaps none, where no element has another. */
    private void runOfSingles(ReplicaId replica, long first, long last) {
        int end = next + (int) (last - first + 1);
        long offset = first - next;
        while (at < news.length && news[at] < end) {
            int from = Math.max(next, news[at]);
            int to = Math.min(end, news[at + 1]);
            for (int index = from; index < to; index++) {
                add(index, Dots.of(replica, offset + index));
            }
            if (to < news[at + 1]) {
                break; // the range goes on with another replica
            }
            at += 2;
        }
        next = end;
    }

    /** Goes on with the dots of one replica without a gap. */
    private void run(ReplicaId replica, long first, long last) {
        long offset = first - next;
        while (upcoming != null && offset + upcoming.getKey() <= last) {
            int index = upcoming.getKey();
            runOfSingles(replica, offset + next, offset + index - 1);
            Dots dots = several(new Dot(replica, offset + index), upcoming.getValue(), index);
            if (!dots.isBottom()) {
                add(index, dots);
            }
            next = index + 1;
            upcoming = further.hasNext() ? further.next() : null;
        }
        runOfSingles(replica, offset + next, last);
    }

    private void add(int index, Dots dots) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
            live = Arrays.copyOf(live, 2 * size);
        }
        elements[size] = element(index);
        live[size++] = dots;
    }

    private Object element(int index) {
        int wanted = index / ValueSection.SIZE;
        SectionReader reader = values;
        if (reader == null || wanted != current) {
            reader = open(wanted);
            values = reader;
            current = wanted;
        }
        int place = index % ValueSection.SIZE;
        reader.readBlockOf(place);
        return reader.value(place);
    }

    private SectionReader open(int wanted) {
        section.window(begin(wanted), begin + blocks.ends()[wanted]);
        int count = Math.min(ValueSection.SIZE, blocks.count() - wanted * ValueSection.SIZE);
        boolean readsAll = seen.isEmpty();
        var reader = new SectionReader(section, count, readsAll ? count : ValueSection.BLOCK);
        if (readsAll) {
            reader.readAll();
        }
        return reader;
    }

    private int begin(int wanted) {
        return wanted == 0 ? begin : begin + blocks.ends()[wanted - 1];
    }

    private Dots several(Dot first, List<Dot> further, int index) {
        if (first.compareTo(further.get(0)) >= 0) {
            throw in.bad(
                    "dot " + further.get(0) + " out of order: it is no further dot after " + first,
                    begin(index / ValueSection.SIZE));
        }
        var unseen = new ArrayList<Dot>();
        unseen.add(first);
        unseen.addAll(further);
        unseen.removeIf(seen::contains);
        return Dots.of(unseen);
    }
}
