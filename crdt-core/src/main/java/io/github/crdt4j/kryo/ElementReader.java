package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the first dots of a set in order and finds the element of each, in blocks of which it skips those without news. */
final class ElementReader {

    private final Decoder in;
    private final ElementBlocks blocks;
    private final CausalContext seen;
    private final boolean[] wanted;
    private final ValueBlock values;
    private Object[] elements = new Object[ValueBlock.SIZE];
    private Dots[] live = new Dots[ValueBlock.SIZE]; // the dots of each
    private int size;
    private int next; // the index of the element whose dot comes next
    private int at; // where its block is

    /**
     * A reader of the elements that have a dot.
     *
     * @param seen the dots that are no news; empty to read all
     */
    ElementReader(Decoder in, ElementBlocks blocks, CausalContext seen) {
        this.in = in;
        this.blocks = blocks;
        this.seen = seen;
        this.wanted = blocks.blocksWithNews(seen);
        this.values = new ValueBlock(in.session());
    }

    /** The elements that were read. */
    PersistentMap<Object, Dots> elements() {
        var distinct = PersistentMap.of(elements, live, size);
        if (distinct.size() < size) {
            Set<Object> met = new HashSet<>();
            for (int i = 0; i < size; i++) {
                if (!met.add(elements[i])) {
                    throw in.bad("element " + Octets.show(elements[i]) + " twice");
                }
            }
        }
        return distinct;
    }

    /** Goes on with the dots of one replica without a gap. */
    void run(ReplicaId replica, long first, long last) {
        long rest = last - first + 1;
        while (rest > 0) {
            int place = next % ValueBlock.SIZE;
            boolean isWanted = wanted[next / ValueBlock.SIZE];
            if (place == 0) {
                block(isWanted);
            }
            int here = (int) Math.min(rest, ValueBlock.SIZE - place);
            for (int i = 0; isWanted && i < here; i++) {
                element(
                        place + i,
                        replica,
                        last - rest + 1 + i,
                        blocks.further().get(next + i));
            }
            next += here;
            rest -= here;
        }
    }

    private void block(boolean isWanted) {
        at = in.position();
        int length = in.length();
        if (isWanted) {
            Decoder block = in.part(length);
            values.read(block, Math.min(ValueBlock.SIZE, blocks.count() - next));
            block.end();
        } else {
            in.skip(length);
        }
    }

    private void element(int place, ReplicaId replica, long number, @Nullable List<Dot> further) {
        Dots dots = further == null ? single(replica, number) : several(new Dot(replica, number), further);
        if (dots.isBottom()) {
            return;
        }
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
            live = Arrays.copyOf(live, 2 * size);
        }
        elements[size] = values.value(place);
        live[size++] = dots;
    }

    private @Nullable List<Dot> further(int index) {
        return blocks.further().isEmpty() ? null : blocks.further().get(index);
    }

    private Dots single(ReplicaId replica, long number) {
        return seen.contains(replica, number) ? Dots.none() : Dots.of(replica, number);
    }

    private Dots several(Dot first, List<Dot> further) {
        if (first.compareTo(further.get(0)) >= 0) {
            throw in.bad("dot " + further.get(0) + " out of order: it is no further dot after " + first, at);
        }
        var news = new ArrayList<Dot>();
        news.add(first);
        news.addAll(further);
        news.removeIf(seen::contains);
        return Dots.of(news);
    }
}
