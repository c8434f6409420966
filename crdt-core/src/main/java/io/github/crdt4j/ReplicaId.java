package io.github.crdt4j;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a replica: a stable name and the incarnation of the process that bears it.
 *
 * <p>A replica that loses its memory and keeps its identity would issue the same events twice, with different content.
 * So every start makes a {@linkplain #fresh(String) fresh} incarnation, unless the replica restores, from a durable
 * store, everything it ever sent or acknowledged; only then may it keep the one it had.
 *
 * <p>Identities are totally ordered, by name (UTF-16 code units) and then by incarnation, the same on every machine.
 *
 * @param name the stable name: 1 to 255 characters, no unpaired surrogates
 * @param incarnation the start this identity belongs to, not negative
 */
public record ReplicaId(String name, long incarnation) implements Comparable<ReplicaId>, PlainView {

    /** The most characters a name may have. */
    public static final int MAX_NAME_LENGTH = 255;

    /**
     * Checks the components.
     *
     * @param name the stable name
     * @param incarnation the start this identity belongs to
     * @throws IllegalArgumentException if the name or the incarnation is not as described
     */
    public ReplicaId {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "a replica name has 1 to " + MAX_NAME_LENGTH + " characters, this one has " + name.length());
        }
        if (name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("replica name with an unpaired surrogate: " + name);
        }
        if (incarnation < 0) {
            throw new IllegalArgumentException("negative incarnation of replica " + name + ": " + incarnation);
        }
    }

    /**
     * The identity with a given name and incarnation 0, for tests and for replicas with a durable store.
     *
     * @param name the stable name
     * @return the identity
     */
    public static ReplicaId of(String name) {
        return new ReplicaId(name, 0);
    }

    /**
     * A new incarnation of a name, drawn from secure randomness: what a replica calls when it starts.
     *
     * @param name the stable name
     * @return an identity that no earlier start had, but for a chance of 2⁻⁶³ each
     */
    public static ReplicaId fresh(String name) {
        return fresh(name, new SecureRandom());
    }

    /**
     * A new incarnation of a name, drawn from the given source.
     *
     * @param name the stable name
     * @param random where the incarnation comes from
     * @return an identity with a random incarnation greater than 0
     */
    public static ReplicaId fresh(String name, RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return new ReplicaId(name, 1 + (random.nextLong() >>> 1) % Long.MAX_VALUE);
    }

    /**
     * The identity that a text names, as in logs and configuration files.
     *
     * @param text what {@link #toString} made
     * @return the identity
     * @throws IllegalArgumentException if no identity reads like this
     */
    public static ReplicaId parse(String text) {
        int hash = text.lastIndexOf('#');
        try {
            var id = hash < 0
                    ? of(text)
                    : new ReplicaId(text.substring(0, hash), Long.parseLong(text.substring(hash + 1), 16));
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (NumberFormatException notHexadecimal) {
            throw noIdentity(text, notHexadecimal);
        }
        throw noIdentity(text, null);
    }

    private static IllegalArgumentException noIdentity(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "no identity of a replica reads like " + text + ": a name, or a name, # and an incarnation in"
                        + " hexadecimal, such as berlin#1f",
                cause);
    }

    /**
     * Whether both components are equal: references first, as most comparisons are of one id with itself. Final, as what
     * the compiler makes is: so sets of ids are merged by the contents of ids, like those of other records.
     */
    @Override
    public final boolean equals(Object other) {
        return this == other
                || other instanceof ReplicaId that && incarnation == that.incarnation && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Long.hashCode(incarnation);
    }

    @Override
    public int compareTo(ReplicaId other) {
        if (this == other) {
            return 0;
        }
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Long.compare(incarnation, other.incarnation);
    }

    /**
     * The text, as keys in a plain view are.
     *
     * @return {@link #toString}
     */
    @Override
    public String plain() {
        return toString();
    }

    /**
     * The name, and the incarnation in hexadecimal after the last {@code #}. An incarnation of 0 is left out where the name
     * has no {@code #}, so that no two identities read alike.
     *
     * @return for example {@code a}, {@code a#1f}, or {@code a#1f#0} of the name {@code a#1f}
     */
    @Override
    public String toString() {
        return incarnation == 0 && name.indexOf('#') < 0 ? name : name + "#" + Long.toHexString(incarnation);
    }
}
