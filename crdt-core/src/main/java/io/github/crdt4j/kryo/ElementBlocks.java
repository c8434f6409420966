package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.CausalState;
import io.github.crdt4j.internal.causal.DotIndex;
import io.github.crdt4j.internal.causal.DotMap;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The elements of a larger set, in the order of their first dots: first these dots as runs, then the further dots of the
 * few elements that have some, then the elements in sections of blocks. So a dot costs next to nothing, nothing is sorted by
 * bytes, and who knows which dots are news can skip sections, and blocks within them.
 *
 * @param count how many elements there are
 * @param firsts the first dot of each
 * @param further the further dots of those that have some, by the index of the element, ascending
 * @param ends where each section ends, counted from the begin of the first
 */
record ElementBlocks(int count, CausalContext firsts, Map<Integer, List<Dot>> further, int[] ends) {

    /** What the dot of an element takes where it is listed. */
    static final int DOT_SIZE = 4;

    /** How much larger than the first a section is taken to be, mostly in vain, when room is made for all. */
    private static final int SLACK = 16;

    static void write(Encoder out, PersistentMap<Object, Dots> elements) {
        out.unpacks((long) DOT_SIZE * elements.size());
        var order = new DotOrder(elements);
        Encoder live = out.part();
        live.context(order.firstDots());
        writeFurther(live, order.further());
        out.packed(live);
        var sections = new Encoder(out.session());
        Object[] ordered = order.elements();
        var values = new ValueSection(out.session(), ordered.length);
        for (int from = 0; from < ordered.length; from += ValueSection.SIZE) {
            values.addAll(ordered, from, Math.min(from + ValueSection.SIZE, ordered.length));
            int begin = sections.size();
            values.write(sections);
            out.varint(sections.size() - begin);
            if (from == 0) {
                sections.expect((long) (sections.size() + SLACK) * (ordered.length / ValueSection.SIZE + 1));
            }
        }
        out.octets(sections.buffer(), 0, sections.size());
    }

    /** How many elements have further dots; per such element how many come before it that have none, and the dots. */
    private static void writeFurther(Encoder out, List<DotOrder.Further> further) {
        out.varint(further.size());
        int next = 0;
        for (DotOrder.Further one : further) {
            out.varint(one.index() - next);
            DotSets.DOTS.write(out, Dots.of(one.dots()));
            next = one.index() + 1;
        }
    }

    /** Reads what precedes the blocks. */
    static ElementBlocks read(Decoder in, int count) {
        int from = in.position();
        in.unpacks((long) DOT_SIZE * count, from);
        Decoder live = in.packed();
        CausalContext firsts = live.context();
        if (!firsts.size().equals(BigInteger.valueOf(count))) {
            throw in.bad(firsts.size() + " first dots of " + count + " elements", from);
        }
        in.liveDots(firsts, from);
        Map<Integer, List<Dot>> further = readFurther(live, count);
        live.end();
        return new ElementBlocks(count, firsts, further, readLengths(in, (count - 1) / ValueSection.SIZE + 1));
    }

    private static int[] readLengths(Decoder in, int sections) {
        int[] ends = new int[in.checkedCount(sections, 1, in.position())];
        long sum = 0;
        for (int i = 0; i < sections; i++) {
            int from = in.position();
            sum += in.length();
            if (sum > in.remaining()) {
                throw in.bad("sections of " + sum + " bytes and more announced, " + in.remaining() + " left", from);
            }
            ends[i] = (int) sum;
        }
        return ends;
    }

    private static Map<Integer, List<Dot>> readFurther(Decoder in, int count) {
        var further = new LinkedHashMap<Integer, List<Dot>>();
        long next = 0;
        for (int rest = in.count(4); rest > 0; rest--) {
            int from = in.position();
            long before = in.varint();
            if (before >= count - next) {
                throw in.bad("dots of element " + next + " + " + before + " of " + count, from);
            }
            List<Dot> dots = DotSets.DOTS.read(in).asList();
            if (dots.isEmpty()) {
                throw in.bad("no further dots of an element that has some", from);
            }
            further.put((int) (next + before), dots);
            next += before + 1;
        }
        return further;
    }

    /** Reads all elements. */
    DotMap<Object, Dots> elements(Decoder in) {
        return ElementsCodec.NONE.withAll(new ElementReader(in, this, CausalContext.empty()).elements());
    }

    /**
     * Reads what a set lacks, from its point of view: the elements with a dot it has not seen, and which of its live dots
     * are dead here. Sections and blocks without such elements are skipped.
     *
     * @param context every dot seen here
     * @param known the set
     * @return what merges with the set, or any that contains it, to the same as all of this would
     */
    CausalState<DotMap<Object, Dots>> news(Decoder in, CausalContext context, CausalState<DotMap<Object, Dots>> known) {
        var news = ElementsCodec.NONE.withAll(new ElementReader(in, this, known.context()).elements());
        CausalContext dead = context.minus(firsts);
        if (!further.isEmpty()) {
            var others = CausalContext.builder();
            further.values().forEach(dots -> dots.forEach(others::add));
            dead = dead.minus(others.build());
        }
        var mentioned = CausalContext.builder().addAll(context.minus(known.context()));
        DotIndex<Object, Dots> index = dead.isEmpty() ? null : known.store().dotIndex();
        if (index == null) {
            mentioned.addAll(dead);
        } else {
            index.forEachLive(dead, (replica, number, element) -> mentioned.add(replica, number, number));
        }
        return new CausalState<>(news, mentioned.build());
    }

    /** The first dots of one replica without a gap, and the index of the element of the first of them. */
    private record Run(ReplicaId replica, long from, long to, int index) {}

    /** The elements whose first dot is not in a context: from an index, to another, and so on. */
    int[] rangesOfNews(CausalContext seen) {
        CausalContext news = firsts.minus(seen);
        if (news == firsts) {
            return new int[] {0, count};
        }
        var ranges = IntStream.builder();
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
                ranges.add(first).add(first + (int) (to - from) + 1);
            });
        }
        return ranges.build().toArray();
    }
}
