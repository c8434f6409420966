package io.github.crdt4j.internal.trie;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A few entries, looked through by a byte of their hashes, eight of them at a time. This is all of a small map, and the
 * leaves of a large one.
 *
 * <p>Each entry has two slots, its key and its value, or instead of a {@link Numbered} value its {@link Issuer}; and two
 * words, its digest and its number, which is 0 where the value is in the slot. The words begin with the tags, a byte for
 * each entry, filled up with zeros. Entries ascend by their tags, and are in no order where these are equal. Nothing is
 * ever written into.
 */
final class Bucket<K, V> extends Node<K, V> {

    /** A subtree of more entries is no bucket. A merge may make up to twice as many for a moment. */
    static final int MOST = 32;

    private static final Bucket<Object, Object> EMPTY = new Bucket<>(new Object[0], new long[0], Digest.NODE);

    private final Object[] slots;
    private final long[] words;

    Bucket(Object[] slots, long[] words, long digest) {
        super(digest);
        this.slots = slots;
        this.words = words;
    }

    static <K, V> Bucket<K, V> empty() {
        return cast(EMPTY);
    }

    /** A subtree as a bucket, which it is if it is anything; null is an empty one. */
    static <K, V> Bucket<K, V> like(Node<K, V> node) {
        return node == null ? empty() : (Bucket<K, V>) node;
    }

    /** The next eight bits of a hash, which tell most of the entries of a bucket apart. */
    static int tag(int hash, int shift) {
        return bitsAbove(shift) < Integer.SIZE ? hash << shift >>> Integer.SIZE - Byte.SIZE : 0;
    }

    /** The tag of an entry in the node above, in which it is at a place that so many bits told. */
    static int tagAbove(int tag, int place, int bits) {
        return place << Byte.SIZE - bits | tag >>> bits;
    }

    /** What a slot keeps of a value. */
    static Object contentOf(Object value) {
        return value instanceof Numbered numbered && numbered.number() != 0 ? numbered.issuer() : value;
    }

    /** What a word keeps of a value. */
    static long numberOf(Object value) {
        return value instanceof Numbered numbered ? numbered.number() : 0;
    }

    @Override
    int size() {
        return slots.length >>> 1;
    }

    K key(int index) {
        return cast(slots[2 * index]);
    }

    V value(int index) {
        Object content = content(index);
        long number = number(index);
        return cast(number == 0 ? content : ((Issuer) content).numbered(number));
    }

    int tagAt(int index) {
        return Tags.at(words, index);
    }

    /** Where the words of an entry begin. */
    private int wordOf(int index) {
        return Tags.words(size()) + 2 * index;
    }

    /** The digest of an entry. */
    long digestAt(int index) {
        return words[wordOf(index)];
    }

    /** The number of a value that is kept as a number, otherwise 0. */
    long number(int index) {
        return words[wordOf(index) + 1];
    }

    /** What is in the slot of a value: the value, or the issuer of its number. */
    Object content(int index) {
        return slots[2 * index + 1];
    }

    /** The index of a key, or -1. */
    int find(int tag, Object key) {
        int size = size();
        int tagWords = Tags.words(size);
        for (int word = 0; word < tagWords; word++) {
            for (long found = Tags.matches(words[word], tag); found != 0; found &= found - 1) {
                int index = Tags.first(found, word);
                if (index < size && same(key, slots[2 * index])) {
                    return index;
                }
            }
        }
        return -1;
    }

    /** The index of the key that an entry of another bucket has, or -1; an entry of its digest needs no look at the key. */
    int find(Bucket<K, V> that, int other) {
        int tag = that.tagAt(other);
        long entryDigest = that.digestAt(other);
        for (int word = 0; word < Tags.words(size()); word++) {
            for (long found = Tags.matches(words[word], tag); found != 0; found &= found - 1) {
                int index = Tags.first(found, word);
                if (index < size()
                        && (Digest.same(entryDigest, digestAt(index)) || same(that.key(other), slots[2 * index]))) {
                    return index;
                }
            }
        }
        return -1;
    }

    /** How many entries this and another bucket begin with alike, told by their digests. */
    int alike(Bucket<K, V> that) {
        int end = Math.min(size(), that.size());
        int mine = Tags.words(size());
        int theirs = Tags.words(that.size());
        for (int i = 0; i < end; i++) {
            if (!Digest.same(words[mine + 2 * i], that.words[theirs + 2 * i])) {
                return i;
            }
        }
        return end;
    }

    /** Whether the value of an entry is the identical one. */
    private boolean holds(int index, V value) {
        long number = number(index);
        return number == 0
                ? content(index) == value
                : value instanceof Numbered numbered
                        && numbered.number() == number
                        && same(content(index), numbered.issuer());
    }

    /** Whether the values of two entries of equal keys are the identical one, or of one digest. */
    boolean isSameValue(int index, Bucket<K, V> that, int other) {
        long number = number(index);
        return number == 0
                ? Digest.same(digestAt(index), that.digestAt(other))
                        || that.number(other) == 0 && Digest.sameValue(content(index), that.content(other))
                : number == that.number(other) && same(content(index), that.content(other));
    }

    @Override
    Node<K, V> put(Owner<V> owner, int hash, int shift, K key, V value, long entryDigest) {
        int tag = tag(hash, shift);
        int index = find(tag, key);
        if (index < 0) {
            Bucket<K, V> next = with(tag, key, contentOf(value), entryDigest, numberOf(value));
            return next.size() <= MOST ? next : next.divided(shift);
        }
        if (owner != null) {
            owner.replaced(value(index));
        }
        if (holds(index, value)) {
            return this;
        }
        Object[] nextSlots = slots.clone();
        long[] nextWords = words.clone();
        nextSlots[2 * index + 1] = contentOf(value);
        nextWords[wordOf(index)] = entryDigest;
        nextWords[wordOf(index) + 1] = numberOf(value);
        return new Bucket<>(nextSlots, nextWords, Digest.exchanged(digest, digestAt(index), entryDigest));
    }

    /** With an entry more. */
    Bucket<K, V> with(int tag, Object key, Object content, long entryDigest, long number) {
        int size = size();
        int at = Tags.rank(words, size, tag);
        int tags = Tags.words(size);
        int nextTags = Tags.words(size + 1);
        Object[] nextSlots = Arrays.copyOf(slots, slots.length + 2);
        long[] nextWords = Tags.resized(words, tags, nextTags, 2 * size + 2);
        if (at < size) {
            System.arraycopy(slots, 2 * at, nextSlots, 2 * at + 2, 2 * (size - at));
            System.arraycopy(words, tags + 2 * at, nextWords, nextTags + 2 * at + 2, 2 * (size - at));
        }
        nextSlots[2 * at] = key;
        nextSlots[2 * at + 1] = content;
        nextWords[nextTags + 2 * at] = entryDigest;
        nextWords[nextTags + 2 * at + 1] = number;
        Tags.insert(nextWords, nextTags, at, tag);
        return new Bucket<>(nextSlots, nextWords, Digest.plus(digest, entryDigest));
    }

    @Override
    Bucket<K, V> remove(Owner<V> owner, int hash, int shift, Object key) {
        int index = find(tag(hash, shift), key);
        if (index < 0) {
            return this;
        }
        if (owner != null) {
            owner.replaced(value(index));
        }
        return size() == 1 ? null : without(index);
    }

    private Bucket<K, V> without(int index) {
        int last = size() - 1;
        int tags = Tags.words(last + 1);
        int nextTags = Tags.words(last);
        Object[] nextSlots = Arrays.copyOf(slots, 2 * last);
        long[] nextWords = Tags.resized(words, tags, nextTags, 2 * last);
        if (index < last) {
            System.arraycopy(slots, 2 * index + 2, nextSlots, 2 * index, 2 * (last - index));
            System.arraycopy(words, tags + 2 * index + 2, nextWords, nextTags + 2 * index, 2 * (last - index));
        }
        Tags.delete(nextWords, nextTags, index, tags > nextTags ? words[nextTags] : 0);
        return new Bucket<>(nextSlots, nextWords, Digest.minus(digest, digestAt(index)));
    }

    /** Some of these entries, and some of another bucket, told by bits, and those of a draft, or null: maybe too many for a place in a trie. */
    Bucket<K, V> joined(long kept, Bucket<K, V> that, long added, BucketDraft<K, V> others) {
        if (Long.bitCount(kept) == size() && Long.bitCount(added) == 1 && others == null) {
            int index = Long.numberOfTrailingZeros(added);
            return with(
                    that.tagAt(index),
                    that.slots[2 * index],
                    that.content(index),
                    that.digestAt(index),
                    that.number(index));
        }
        int most = Long.bitCount(kept) + Long.bitCount(added);
        BucketDraft<K, V> draft = others == null ? new BucketDraft<>(most) : others;
        draft.addAll(this, kept);
        draft.addAll(that, added);
        return draft.toBucket();
    }

    /** The child of an inner node in which all of these entries are; -1 if there are several. */
    int onlyPlace(int shift) {
        int place = placeOf(0, shift);
        return place == placeOf(size() - 1, shift) ? place : -1;
    }

    private int placeOf(int index, int shift) {
        return tagAt(index) >>> Byte.SIZE - bits(shift);
    }

    /** The subtree of these entries, which are too many for a bucket. */
    Node<K, V> divided(int shift) {
        if (bitsAbove(shift) < HASH_END) {
            return split(shift);
        }
        return shift < SECRET ? SecretNode.of(this) : CollisionNode.of(this);
    }

    /** An inner node of these entries, many or few: what a merge compares with an inner node, and what too many become. */
    InnerNode<K, V> split(int shift) {
        Node<K, V>[] children = InnerNode.noChildren(bits(shift));
        var draft = new BucketDraft<K, V>(size());
        int next;
        for (int from = 0; from < size(); from = next) {
            int place = placeOf(from, shift);
            for (next = from; next < size() && placeOf(next, shift) == place; next++) {
                draft.add(tag(hash(key(next), below(shift)), below(shift)), this, next);
            }
            Bucket<K, V> part = draft.toBucket();
            children[place] = part.size() <= MOST ? part : part.divided(below(shift));
        }
        return new InnerNode<>(null, children, size(), digest);
    }

    /** The same entries with the tags they have at a shift, where they are all together. */
    Bucket<K, V> tagged(int shift) {
        var draft = new BucketDraft<K, V>(size());
        for (int i = 0; i < size(); i++) {
            draft.add(tag(hash(key(i), shift), shift), this, i);
        }
        return draft.toBucket();
    }

    @Override
    void forEach(BiConsumer<? super K, ? super V> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(key(i), value(i));
        }
    }

    @Override
    boolean sameEntries(Node<K, V> other) {
        if (areSame(this, other)) {
            return true;
        }
        if (!(other instanceof Bucket<K, V> that) || size() != that.size()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            int found = that.find(this, i);
            if (found < 0 || !isSameValue(i, that, found) && !value(i).equals(that.value(found))) {
                return false;
            }
        }
        return true;
    }
}
