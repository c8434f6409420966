package io.github.crdt4j.internal.trie;

/** Maps of texts, and their union, in which the greater text wins. */
final class Texts {

    private Texts() {}

    static <K> Combiner<K, String> union() {
        return new Combiner<>() {
            @Override
            public String both(K key, String left, String right) {
                return left.compareTo(right) >= 0 ? left : right;
            }

            @Override
            public String left(K key, String left) {
                return left;
            }

            @Override
            public String right(K key, String right) {
                return right;
            }
        };
    }

    static PersistentMap<String, String> numbers(int from, int to) {
        PersistentMap<String, String> map = PersistentMap.empty();
        for (int i = from; i < to; i++) {
            map = map.put("key " + i, "value " + i);
        }
        return map;
    }

    /** An object of its own, so that identity can be told from equality. */
    static String copyOf(String text) {
        return String.valueOf(text.toCharArray());
    }
}
