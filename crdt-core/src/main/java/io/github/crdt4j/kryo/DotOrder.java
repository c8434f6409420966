package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Dots;
import io.github.crdt4j.internal.trie.PersistentMap;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Elements in the order of the first of the dots that keep each. Linear while the numbers of a replica lie close. As large
 * sets lie all over memory, each element and its dots are looked at once.
 */
final class DotOrder implements BiConsumer<Object, Dots> {

    /** How many times as many numbers as elements may lie between the least and the greatest to sort by counting. */
    private static final int SPREAD = 4;

    /** So many replicas are told apart without hashing. */
    private static final int FEW = 6;

    /** An element with several dots, while it stands in the place of the element. */
    private record Shared(Object element, Dots dots) {}

    /** An element with several dots. */
    record Further(int index, List<Dot> dots) {}

    /** The elements of one replica. */
    private static final class Group {
        private final ReplicaId replica;
        private int size;
        private long least = Long.MAX_VALUE; // number of a first dot
        private long greatest;
        private Object[] elements = {}; // by number from the least on where these lie close; else as they came
        private long[] numbers = {}; // then, of these
        private int placed;

        Group(ReplicaId replica) {
            this.replica = replica;
        }

        void count(long number) {
            size++;
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        }

        private boolean isClose() {
            return greatest - least < (long) SPREAD * size;
        }

        /** Makes room for as many elements as were counted. */
        void reserve() {
            elements = new Object[isClose() ? (int) (greatest - least) + 1 : size];
            numbers = isClose() ? numbers : new long[size];
        }

        void place(long number, Object element) {
            if (numbers.length == 0) {
                elements[(int) (number - least)] = element;
            } else {
                numbers[placed] = number;
                elements[placed++] = element;
            }
        }

        /** Puts the elements in order into an array, from a place on, and their numbers among the first dots. */
        void sort(Object[] ordered, int at, CausalContext.Builder firsts) {
            if (isClose()) {
                sortByCounting(ordered, at, firsts);
            } else {
                sortBySearching(ordered, at, firsts);
            }
        }

        private void sortByCounting(Object[] ordered, int at, CausalContext.Builder firsts) {
            int next = at;
            int begin = -1; // of a run
            for (int place = 0; place < elements.length; place++) {
                Object element = elements[place];
                if (element != null) {
                    ordered[next++] = element;
                    begin = begin < 0 ? place : begin;
                } else if (begin >= 0) {
                    firsts.add(replica, least + begin, least + place - 1);
                    begin = -1;
                }
            }
            firsts.add(replica, least + begin, greatest);
            refuseUnless(next - at == size);
        }

        private void sortBySearching(Object[] ordered, int at, CausalContext.Builder firsts) {
            long[] sorted = numbers.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < size; i++) {
                int place = at + Arrays.binarySearch(sorted, numbers[i]);
                refuseUnless(ordered[place] == null);
                ordered[place] = elements[i];
            }
            for (long number : sorted) {
                firsts.add(replica, number, number);
            }
        }

        private void refuseUnless(boolean distinct) {
            if (!distinct) {
                throw new IllegalArgumentException(
                        "two elements are kept by one event of " + replica + ", which two replicas must have been");
            }
        }
    }

    private final List<Group> groups = new ArrayList<>();
    private final Map<ReplicaId, Group> byReplica = new HashMap<>();
    private final ReplicaId[] metReplicas = new ReplicaId[FEW];
    private final Group[] metGroups = new Group[FEW];
    private int met;
    private final Object[] gathered; // in the order of the trie, as are the next two
    private final long[] numbers;
    private final Group[] owners;
    private int size;
    private final Object[] elements;
    private final CausalContext firsts;
    private final List<Further> further = new ArrayList<>();
    private int shared;

    DotOrder(PersistentMap<Object, Dots> store) {
        gathered = new Object[store.size()];
        numbers = new long[store.size()];
        owners = new Group[store.size()];
        store.forEach(this);
        groups.forEach(Group::reserve);
        for (int i = 0; i < size; i++) {
            owners[i].place(numbers[i], gathered[i]);
        }
        groups.sort(Comparator.comparing(group -> group.replica));
        elements = new Object[size];
        var builder = CausalContext.builder();
        int at = 0;
        for (Group group : groups) {
            group.sort(elements, at, builder);
            at += group.size;
        }
        firsts = builder.build();
        for (int i = 0; further.size() < shared; i++) {
            if (elements[i] instanceof Shared one) {
                elements[i] = one.element();
                List<Dot> dots = one.dots().asList();
                further.add(new Further(i, dots.subList(1, dots.size())));
            }
        }
    }

    /** Takes an element and its dots. */
    @Override
    public void accept(Object element, Dots dots) {
        Object place = element;
        if (dots.size() > 1) {
            place = new Shared(element, dots);
            shared++;
        }
        Group owner = group(dots.firstReplica());
        long number = dots.firstNumber();
        owner.count(number);
        gathered[size] = place;
        numbers[size] = number;
        owners[size++] = owner;
    }

    /** A replica that is one of a few is found by the object it is, mostly; there may be several objects of one. */
    private Group group(ReplicaId replica) {
        for (int i = 0; i < met; i++) {
            if (metReplicas[i] == replica) {
                return metGroups[i];
            }
        }
        Group group = byReplica.computeIfAbsent(replica, absent -> {
            var added = new Group(absent);
            groups.add(added);
            return added;
        });
        if (met < FEW) {
            metReplicas[met] = replica;
            metGroups[met++] = group;
        }
        return group;
    }

    /** The elements in order. */
    Object[] elements() {
        return elements;
    }

    /** The elements with more than one dot, in order, and the dots after the first of each. */
    List<Further> further() {
        return further;
    }

    /** The first dot of every element. */
    CausalContext firstDots() {
        return firsts;
    }
}
