package io.github.crdt4j.internal.trie;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The order of keys whose hashes collide: by class, then by the class's own {@code compareTo}. A total preorder that
 * throws for no mixture of classes; keys of classes without an order of their own all rank the same.
 *
 * <p>A class has an order of its own when it is declared {@code class C implements Comparable<C>}, as
 * {@link java.util.HashMap} has it: only then do any two instances compare. The ranks of classes are those of their first
 * use in this process, so the order is fit for searching, not for showing.
 */
final class KeyOrder {

    /** The rank of all classes without an order, below that of any other. */
    static final int UNORDERED = 0;

    private static final AtomicInteger RANKS = new AtomicInteger(UNORDERED);
    private static final ClassValue<Integer> RANK = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return isSelfComparable(type) ? RANKS.incrementAndGet() : UNORDERED;
        }
    };

    private KeyOrder() {}

    static int rank(Object key) {
        return RANK.get(key.getClass());
    }

    static int compare(Object a, Object b) {
        int rank = rank(a);
        int byRank = Integer.compare(rank, rank(b));
        if (byRank != 0 || rank == UNORDERED) {
            return byRank;
        }
        Comparable<Object> comparable = Node.cast(a);
        return comparable.compareTo(b);
    }

    private static boolean isSelfComparable(Class<?> type) {
        for (Type implemented : type.getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType generic
                    && generic.getRawType() == Comparable.class
                    && generic.getActualTypeArguments()[0] == type) {
                return true;
            }
        }
        return false;
    }
}
