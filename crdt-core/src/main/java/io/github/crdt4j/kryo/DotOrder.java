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

/** Elements in the order of the first of the dots that keep each. Linear while the numbers of a replica lie close. */
final class DotOrder {

    /** How many times as many numbers as elements may lie between the least and the greatest to sort by counting. */
    private static final int SPREAD = 4;

    /** The elements of one replica, by index in the order in which they came. */
    private static final class Group {
        private final ReplicaId replica;
        private int[] members = new int[16];
        private int size;

        Group(ReplicaId replica) {
            this.replica = replica;
        }

        void add(int member) {
            if (size == members.length) {
                members = Arrays.copyOf(members, 2 * size);
            }
            members[size++] = member;
        }

        void sort(long[] numbers) {
            long least = Long.MAX_VALUE;
            long greatest = 0;
            for (int i = 0; i < size; i++) {
                least = Math.min(least, numbers[members[i]]);
                greatest = Math.max(greatest, numbers[members[i]]);
            }
            if (greatest - least < (long) SPREAD * size) {
                sortByCounting(numbers, least, (int) (greatest - least) + 1);
            } else {
                sortBySearching(numbers);
            }
        }

        private void sortByCounting(long[] numbers, long least, int span) {
            int[] places = new int[span]; // a member plus 1, or 0
            for (int i = 0; i < size; i++) {
                places[(int) (numbers[members[i]] - least)] = members[i] + 1;
            }
            int next = 0;
            for (int place : places) {
                if (place > 0) {
                    members[next++] = place - 1;
                }
            }
        }

        private void sortBySearching(long[] numbers) {
            long[] sorted = new long[size];
            for (int i = 0; i < size; i++) {
                sorted[i] = numbers[members[i]];
            }
            Arrays.sort(sorted);
            int[] ordered = new int[size];
            for (int i = 0; i < size; i++) {
                ordered[Arrays.binarySearch(sorted, numbers[members[i]])] = members[i];
            }
            members = ordered;
        }
    }

    private final Object[] elements;
    private final Dots[] dots;
    private final long[] numbers;
    private final List<Group> groups = new ArrayList<>();
    private final Map<ReplicaId, Group> byReplica = new HashMap<>();
    private int size;

    DotOrder(PersistentMap<Object, Dots> store) {
        elements = new Object[store.size()];
        dots = new Dots[store.size()];
        numbers = new long[store.size()];
        store.forEach(this::add);
        groups.sort(Comparator.comparing(group -> group.replica));
        groups.forEach(group -> group.sort(numbers));
    }

    private void add(Object element, Dots live) {
        Dot first = live.asList().get(0);
        elements[size] = element;
        dots[size] = live;
        numbers[size] = first.number();
        group(first.replica()).add(size++);
    }

    /** A replica that is one of a few is found by the object it is, mostly. */
    private Group group(ReplicaId replica) {
        for (int i = 0; i < Math.min(groups.size(), 4); i++) {
            if (groups.get(i).replica == replica) {
                return groups.get(i);
            }
        }
        return byReplica.computeIfAbsent(replica, absent -> {
            var group = new Group(absent);
            groups.add(group);
            return group;
        });
    }

    /** The first dot of every element. */
    CausalContext firstDots() {
        var firsts = CausalContext.builder();
        for (Group group : groups) {
            long from = 0;
            long to = -1;
            for (int i = 0; i < group.size; i++) {
                long number = numbers[group.members[i]];
                if (number != to + 1) {
                    if (from > 0) {
                        firsts.add(group.replica, from, to);
                    }
                    from = number;
                }
                to = number;
            }
            firsts.add(group.replica, from, to);
        }
        return firsts.build();
    }

    /** What receives the elements. */
    interface Visitor {
        void element(Object element, Dots dots);
    }

    /** Visits the elements in order. */
    void forEach(Visitor visitor) {
        for (Group group : groups) {
            for (int i = 0; i < group.size; i++) {
                visitor.element(elements[group.members[i]], dots[group.members[i]]);
            }
        }
    }
}
