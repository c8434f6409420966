package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.causal.Elements;
import io.github.crdt4j.internal.causal.Whereabouts;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The elements of a larger set, in the order of their first dots: first these dots as runs, then the further dots of the
 * few elements that have some, then the elements in blocks. So a dot costs next to nothing, nothing is sorted by bytes,
 * and who knows which dots are news can skip blocks.
 *
 * @param count how many elements there are
 * @param firsts the first dot of each
 * @param further the further dots of those that have some, by the index of the element
 */
record ElementBlocks(int count, CausalContext firsts, Map<Integer, List<Dot>> further) {

    static void write(Encoder out, PersistentMap<Object, Dots> elements) {
        var order = new DotOrder(elements);
        Encoder live = out.part();
        live.context(order.firstDots());
        writeFurther(live, order);
        out.packed(live);
        var values = new ValueBlock(out.session());
        var block = new Encoder(out.session());
        order.forEach((element, dots) -> {
            values.add(element);
            if (values.isFull()) {
                writeBlock(out, values, block);
            }
        });
        if (!values.isEmpty()) {
            writeBlock(out, values, block);
        }
    }

    private static void writeBlock(Encoder out, ValueBlock values, Encoder block) {
        block.clear();
        values.write(block);
        Blocks.write(out, block);
    }

    /** How many elements have further dots; per such element how many come before it that have none, and the dots. */
    private static void writeFurther(Encoder out, DotOrder order) {
        var further = new Object() {
            final Encoder list = out.part();
            int elements;
            int since;
        };
        order.forEach((element, dots) -> {
            List<Dot> all = dots.asList();
            if (all.size() == 1) {
                further.since++;
                return;
            }
            further.list.varint(further.since);
            DotSets.write(further.list, Dots.of(all.subList(1, all.size())));
            further.elements++;
            further.since = 0;
        });
        out.varint(further.elements);
        out.octets(further.list.buffer(), 0, further.list.size());
    }

    /** Reads what precedes the blocks. */
    static ElementBlocks read(Decoder in, int count) {
        int from = in.position();
        Decoder live = in.packed();
        CausalContext firsts = live.context();
        if (!firsts.size().equals(BigInteger.valueOf(count))) {
            throw in.bad(firsts.size() + " first dots of " + count + " elements", from);
        }
        in.liveDots(firsts, from);
        var blocks = new ElementBlocks(count, firsts, new HashMap<>());
        blocks.readFurther(live);
        live.end();
        return blocks;
    }

    private void readFurther(Decoder in) {
        long next = 0;
        for (int rest = in.count(4); rest > 0; rest--) {
            int from = in.position();
            long before = in.varint();
            if (before >= count - next) {
                throw in.bad("dots of element " + next + " + " + before + " of " + count, from);
            }
            List<Dot> dots = DotSets.read(in).asList();
            if (dots.isEmpty()) {
                throw in.bad("no further dots of an element that has some", from);
            }
            further.put((int) (next + before), dots);
            next += before + 1;
        }
    }

    /** Reads all elements. */
    Elements<Object> elements(Decoder in) {
        var reader = new ElementReader(in, this, CausalContext.empty());
        firsts.forEachRun(reader::run);
        return Elements.of(reader.elements());
    }

    /**
     * Reads what a set lacks, from its point of view: the elements with a dot it has not seen, and which of its live dots
     * are dead here. Blocks without such elements are skipped.
     *
     * @param context every dot seen here
     * @param known the set
     * @return what merges with the set, or any that contains it, to the same as all of this would
     */
    CausalState<Elements<Object>> news(Decoder in, CausalContext context, CausalState<Elements<Object>> known) {
        var reader = new ElementReader(in, this, known.context());
        firsts.forEachRun(reader::run);
        var live = CausalContext.builder().addAll(firsts);
        further.values().forEach(dots -> dots.forEach(live::add));
        CausalContext dead = context.minus(live.build());
        var mentioned = CausalContext.builder().addAll(context.minus(known.context()));
        Whereabouts<Object> whereabouts = dead.isEmpty() ? null : known.store().whereabouts();
        if (whereabouts == null) {
            mentioned.addAll(dead);
        } else {
            dead.forEachRun((replica, from, to) -> whereabouts
                    .of(replica)
                    .forEach(from, to, (number, element) -> mentioned.add(replica, number, number)));
        }
        return new CausalState<>(Elements.of(reader.elements()), mentioned.build());
    }

    /** The first dots of one replica without a gap, and the index of the element of the first of them. */
    private record Run(ReplicaId replica, long from, long to, int index) {}

    /** The blocks with an element that has a dot not in a context. */
    boolean[] blocksWithNews(CausalContext seen) {
        var blocks = new boolean[(count - 1) / ValueBlock.SIZE + 1];
        further.forEach((index, dots) ->
                blocks[index / ValueBlock.SIZE] |= dots.stream().anyMatch(dot -> !seen.contains(dot)));
        CausalContext news = firsts.minus(seen);
        if (!news.isEmpty()) {
            var runs = new ArrayDeque<Run>();
            var next = new int[1];
            firsts.forEachRun((replica, from, to) -> {
                runs.add(new Run(replica, from, to, next[0]));
                next[0] += (int) (to - from + 1);
            });
            news.forEachRun((replica, from, to) -> { // each within one of the runs
                while (runs.element().to() < from || !runs.element().replica().equals(replica)) {
                    runs.remove();
                }
                Run run = runs.element();
                int first = run.index() + (int) (from - run.from());
                int last = first + (int) (to - from);
                Arrays.fill(blocks, first / ValueBlock.SIZE, last / ValueBlock.SIZE + 1, true);
            });
        }
        return blocks;
    }
}
