package io.github.crdt4j.internal.trie;

/**
 * The {@linkplain PackedLeaf packed leaves} by their number of entries, each the fields of the one before and three more. An
 * array would be a second object, with a header of its own.
 */
final class Packed {

    private Packed() {}

    static <K, V> PackedLeaf<K, V> leaf(int dataMap, PackedEntries entries, long digest) {
        return switch (entries.size()) {
            case 1 -> new One<>(dataMap, entries, digest);
            case 2 -> new Two<>(dataMap, entries, digest);
            case 3 -> new Three<>(dataMap, entries, digest);
            case 4 -> new Four<>(dataMap, entries, digest);
            case 5 -> new Five<>(dataMap, entries, digest);
            default -> new Six<>(dataMap, entries, digest);
        };
    }

    static Object key(PackedLeaf<?, ?> leaf, int index) {
        return switch (index) {
            case 0 -> ((One<?, ?>) leaf).key0;
            case 1 -> ((Two<?, ?>) leaf).key1;
            case 2 -> ((Three<?, ?>) leaf).key2;
            case 3 -> ((Four<?, ?>) leaf).key3;
            case 4 -> ((Five<?, ?>) leaf).key4;
            default -> ((Six<?, ?>) leaf).key5;
        };
    }

    static Issuer issuer(PackedLeaf<?, ?> leaf, int index) {
        return switch (index) {
            case 0 -> ((One<?, ?>) leaf).issuer0;
            case 1 -> ((Two<?, ?>) leaf).issuer1;
            case 2 -> ((Three<?, ?>) leaf).issuer2;
            case 3 -> ((Four<?, ?>) leaf).issuer3;
            case 4 -> ((Five<?, ?>) leaf).issuer4;
            default -> ((Six<?, ?>) leaf).issuer5;
        };
    }

    static long number(PackedLeaf<?, ?> leaf, int index) {
        return switch (index) {
            case 0 -> ((One<?, ?>) leaf).number0;
            case 1 -> ((Two<?, ?>) leaf).number1;
            case 2 -> ((Three<?, ?>) leaf).number2;
            case 3 -> ((Four<?, ?>) leaf).number3;
            case 4 -> ((Five<?, ?>) leaf).number4;
            default -> ((Six<?, ?>) leaf).number5;
        };
    }

    /** Whether an entry has this very key and equal parts: one look for all three. */
    static boolean has(PackedLeaf<?, ?> leaf, int index, Object key, Issuer issuer, long number) {
        return switch (index) {
            case 0 -> ((One<?, ?>) leaf).isOne(key, issuer, number);
            case 1 -> ((Two<?, ?>) leaf).isTwo(key, issuer, number);
            case 2 -> ((Three<?, ?>) leaf).isThree(key, issuer, number);
            case 3 -> ((Four<?, ?>) leaf).isFour(key, issuer, number);
            case 4 -> ((Five<?, ?>) leaf).isFive(key, issuer, number);
            default -> ((Six<?, ?>) leaf).isSix(key, issuer, number);
        };
    }

    static sealed class One<K, V> extends PackedLeaf<K, V> permits Two {

        private final Object key0;
        private final Issuer issuer0;
        private final long number0;

        One(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, digest);
            key0 = entries.key(0);
            issuer0 = entries.issuer(0);
            number0 = entries.number(0);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            entries.move(0, at, by, key0, issuer0, number0);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key0, issuer0, number0);
        }

        private boolean isOne(Object key, Issuer issuer, long number) {
            return key0 == key && number0 == number && issuer0.equals(issuer);
        }
    }

    static sealed class Two<K, V> extends One<K, V> permits Three {

        private final Object key1;
        private final Issuer issuer1;
        private final long number1;

        Two(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, entries, digest);
            key1 = entries.key(1);
            issuer1 = entries.issuer(1);
            number1 = entries.number(1);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            super.copyTo(entries, at, by);
            entries.move(1, at, by, key1, issuer1, number1);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key1, issuer1, number1) | super.shared(that, rest ^ bit);
        }

        private boolean isTwo(Object key, Issuer issuer, long number) {
            return key1 == key && number1 == number && issuer1.equals(issuer);
        }
    }

    static sealed class Three<K, V> extends Two<K, V> permits Four {

        private final Object key2;
        private final Issuer issuer2;
        private final long number2;

        Three(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, entries, digest);
            key2 = entries.key(2);
            issuer2 = entries.issuer(2);
            number2 = entries.number(2);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            super.copyTo(entries, at, by);
            entries.move(2, at, by, key2, issuer2, number2);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key2, issuer2, number2) | super.shared(that, rest ^ bit);
        }

        private boolean isThree(Object key, Issuer issuer, long number) {
            return key2 == key && number2 == number && issuer2.equals(issuer);
        }
    }

    static sealed class Four<K, V> extends Three<K, V> permits Five {

        private final Object key3;
        private final Issuer issuer3;
        private final long number3;

        Four(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, entries, digest);
            key3 = entries.key(3);
            issuer3 = entries.issuer(3);
            number3 = entries.number(3);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            super.copyTo(entries, at, by);
            entries.move(3, at, by, key3, issuer3, number3);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key3, issuer3, number3) | super.shared(that, rest ^ bit);
        }

        private boolean isFour(Object key, Issuer issuer, long number) {
            return key3 == key && number3 == number && issuer3.equals(issuer);
        }
    }

    static sealed class Five<K, V> extends Four<K, V> permits Six {

        private final Object key4;
        private final Issuer issuer4;
        private final long number4;

        Five(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, entries, digest);
            key4 = entries.key(4);
            issuer4 = entries.issuer(4);
            number4 = entries.number(4);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            super.copyTo(entries, at, by);
            entries.move(4, at, by, key4, issuer4, number4);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key4, issuer4, number4) | super.shared(that, rest ^ bit);
        }

        private boolean isFive(Object key, Issuer issuer, long number) {
            return key4 == key && number4 == number && issuer4.equals(issuer);
        }
    }

    static final class Six<K, V> extends Five<K, V> {

        private final Object key5;
        private final Issuer issuer5;
        private final long number5;

        Six(int dataMap, PackedEntries entries, long digest) {
            super(dataMap, entries, digest);
            key5 = entries.key(5);
            issuer5 = entries.issuer(5);
            number5 = entries.number(5);
        }

        @Override
        void copyTo(PackedEntries entries, int at, int by) {
            super.copyTo(entries, at, by);
            entries.move(5, at, by, key5, issuer5, number5);
        }

        @Override
        int shared(PackedLeaf<K, V> that, int rest) {
            int bit = Integer.highestOneBit(rest);
            return that.shares(bit, key5, issuer5, number5) | super.shared(that, rest ^ bit);
        }

        private boolean isSix(Object key, Issuer issuer, long number) {
            return key5 == key && number5 == number && issuer5.equals(issuer);
        }
    }
}
