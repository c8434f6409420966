package io.github.crdt4j.internal.trie;

import java.util.function.BiConsumer;

/**
 * A node of more than {@link Bucket#MOST} entries, with a child for each three bits that their hashes go on with, null where
 * no hash does. Its children are written into only by the {@link Owner} it was made for.
 */
final class InnerNode<K, V> extends Node<K, V> {

    private final Node<K, V>[] children;
    private final Owner<V> owner;
    private int size;

    /** Those of the children, once they were asked for: then a comparison need not look at the children themselves. */
    private volatile long[] digests;

    InnerNode(Owner<V> owner, Node<K, V>[] children, int size, long digest) {
        super(digest);
        this.owner = owner;
        this.children = children;
        this.size = size;
    }

    /** Empty places, of so many bits. */
    static <K, V> Node<K, V>[] noChildren(int bits) {
        return cast(new Node<?, ?>[1 << bits]);
    }

    int places() {
        return children.length;
    }

    Node<K, V>[] copyOfChildren() {
        return children.clone();
    }

    /** A subtree as an inner node, whatever it is; null is an empty one. */
    static <K, V> InnerNode<K, V> like(Node<K, V> node, int shift) {
        return node instanceof InnerNode<K, V> inner ? inner : Bucket.like(node).split(shift);
    }

    Node<K, V> child(int place) {
        return children[place];
    }

    /** The places in which two nodes differ, for all that can be told without looking at their children, as bits. */
    int differences(InnerNode<K, V> that) {
        int different = 0;
        for (int place = 0; place < children.length; place++) {
            different |= children[place] == that.children[place] ? 0 : 1 << place;
        }
        if ((different & different - 1) == 0) {
            return different; // which is what most nodes of versions with a common past have
        }
        long[] here = digests();
        long[] there = that.digests();
        for (int rest = different; rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            different ^= Digest.same(here[place], there[place]) ? 1 << place : 0;
        }
        return different;
    }

    private long[] digests() {
        long[] known = digests;
        if (known == null) {
            known = new long[children.length];
            for (int place = 0; place < children.length; place++) {
                known[place] = children[place] == null ? Digested.UNKNOWN : children[place].digest;
            }
            digests = known;
        }
        return known;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    Node<K, V> put(Owner<V> editor, int hash, int shift, K key, V value, long entryDigest) {
        int place = place(hash, shift);
        Node<K, V> child = children[place];
        if (child == null) {
            child = Bucket.empty();
        }
        int before = child.size();
        long digestBefore = child.digest;
        Node<K, V> next = child.put(editor, hash, below(shift), key, value, entryDigest);
        return next == child && (editor == null || next.size() == before && next.digest == digestBefore)
                ? this
                : with(editor, place, digestBefore, next, next.size() - before);
    }

    @Override
    Node<K, V> remove(Owner<V> editor, int hash, int shift, Object key) {
        int place = place(hash, shift);
        Node<K, V> child = children[place];
        if (child == null) {
            return this;
        }
        int before = child.size();
        long digestBefore = child.digest;
        Node<K, V> next = child.remove(editor, hash, below(shift), key);
        int growth = (next == null ? 0 : next.size()) - before;
        return growth == 0 ? this : with(editor, place, digestBefore, next, growth);
    }

    /** With another child in a place, or none, with so many entries more than the one before. */
    Node<K, V> with(int place, Node<K, V> child, int growth) {
        return with(null, place, digest(children[place]), child, growth);
    }

    private Node<K, V> with(Owner<V> editor, int place, long digestBefore, Node<K, V> child, int growth) {
        int nextSize = size + growth;
        boolean isOwned = editor != null && owner == editor;
        long sum = Digest.exchanged(digest, digestBefore, digest(child));
        Node<K, V>[] next = isOwned ? children : children.clone();
        next[place] = child;
        if (isOwned && nextSize > Bucket.MOST) {
            size = nextSize;
            digest = sum;
            return this;
        }
        return of(editor, next, nextSize, sum);
    }

    /** With these children, which differ from its own in the places that have a bit, with so many entries more. */
    Node<K, V> with(int places, Node<K, V>[] others, int growth) {
        long sum = digest;
        for (int rest = places; rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            sum = Digest.exchanged(sum, digest(children[place]), digest(others[place]));
        }
        return of(null, others, size + growth, sum);
    }

    private static long digest(Node<?, ?> node) {
        return node == null ? Digest.NODE : node.digest;
    }

    /** The subtree of some children: a bucket if there is little in them, null if there is nothing. */
    private static <K, V> Node<K, V> of(Owner<V> owner, Node<K, V>[] children, int size, long digest) {
        if (size > Bucket.MOST) {
            return new InnerNode<>(owner, children, size, digest);
        }
        if (size == 0) {
            return null;
        }
        var draft = new BucketDraft<K, V>(size);
        int bits = Integer.numberOfTrailingZeros(children.length);
        for (int place = 0; place < children.length; place++) {
            Bucket<K, V> bucket = Bucket.like(children[place]); // nothing else is so small
            for (int i = 0; i < bucket.size(); i++) {
                draft.add(Bucket.tagAbove(bucket.tagAt(i), place, bits), bucket, i);
            }
        }
        return draft.toBucket();
    }

    @Override
    void forEach(BiConsumer<? super K, ? super V> action) {
        for (Node<K, V> child : children) {
            if (child != null) {
                child.forEach(action);
            }
        }
    }

    @Override
    boolean sameEntries(Node<K, V> other) {
        if (areSame(this, other)) {
            return true;
        }
        if (!(other instanceof InnerNode<K, V> that) || size != that.size) {
            return false;
        }
        for (int rest = differences(that); rest != 0; rest &= rest - 1) {
            int place = Integer.numberOfTrailingZeros(rest);
            Node<K, V> here = children[place];
            if (here == null || that.children[place] == null || !here.sameEntries(that.children[place])) {
                return false;
            }
        }
        return true;
    }
}
