package io.github.crdt4j.internal.counter;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.internal.causal.Digests;
import io.github.crdt4j.internal.causal.Mark;
import io.github.crdt4j.internal.trie.Contents;
import io.github.crdt4j.time.Dot;

/**
 * What one writer has counted since it opened this lane, up and down, and how much of that has been forgotten. Both
 * totals and both baselines only grow and are joined by maximum; a baseline never passes its total.
 *
 * @param birth the event that opened the lane; only its writer ever writes to it or retires it
 * @param up the sum of the increments
 * @param upForgotten how much of {@code up} was observed by a removal
 * @param down the sum of the decrements
 * @param downForgotten how much of {@code down} was observed by a removal
 */
public record Lane(Dot birth, long up, long upForgotten, long down, long downForgotten) implements Mark<Lane> {

    public Lane {
        if (upForgotten < 0 || upForgotten > up || downForgotten < 0 || downForgotten > down || (up | down) == 0) {
            throw new IllegalArgumentException("lane " + birth + " with +" + up + " (forgotten " + upForgotten
                    + ") and -" + down + " (forgotten " + downForgotten + ")");
        }
    }

    @Override
    public ReplicaId replica() {
        return birth.replica();
    }

    @Override
    public long number() {
        return birth.number();
    }

    @Override
    public Lane at(long number) {
        return new Lane(new Dot(birth.replica(), number), up, upForgotten, down, downForgotten);
    }

    /** Whether everything counted in this lane has been forgotten. */
    public boolean isExhausted() {
        return up == upForgotten && down == downForgotten;
    }

    /** Whether nothing counted in this lane has been forgotten. */
    boolean isPlain() {
        return (upForgotten | downForgotten) == 0;
    }

    Lane forget() {
        return isExhausted() ? this : new Lane(birth, up, up, down, down);
    }

    Lane grow(long moreUp, long moreDown) {
        ReplicaId writer = birth.replica();
        return new Lane(
                birth,
                Counting.grow(writer, up, moreUp),
                upForgotten,
                Counting.grow(writer, down, moreDown),
                downForgotten);
    }

    @Override
    public Lane join(Lane other) {
        if (other.leq(this)) {
            return this;
        }
        return leq(other)
                ? other
                : new Lane(
                        birth,
                        Math.max(up, other.up),
                        Math.max(upForgotten, other.upForgotten),
                        Math.max(down, other.down),
                        Math.max(downForgotten, other.downForgotten));
    }

    @Override
    public boolean leq(Lane other) {
        return up <= other.up
                && upForgotten <= other.upForgotten
                && down <= other.down
                && downForgotten <= other.downForgotten;
    }

    /** Whether another lane of this birth has no less, and nobody but one replica has counted in it. */
    boolean isSucceededBy(Lane after, ReplicaId self) {
        return leq(after)
                && (up == after.up && down == after.down || birth.replica().equals(self));
    }

    /** The least lane that joins {@code since} to what this one would; not called when this one adds nothing. */
    @Override
    public Lane delta(Lane since) {
        long newUpForgotten = upForgotten > since.upForgotten ? upForgotten : 0;
        long newDownForgotten = downForgotten > since.downForgotten ? downForgotten : 0;
        return new Lane(
                birth,
                up > since.up ? up : newUpForgotten,
                newUpForgotten,
                down > since.down ? down : newDownForgotten,
                newDownForgotten);
    }

    @Override
    public long digest() {
        // in both, so that each number is under a secret of its own lane
        long dot = Digests.ofDot(birth.replica(), birth.number());
        return Contents.digest(
                Contents.digest(up, upForgotten + dot), Contents.digest(down, downForgotten - dot) + dot);
    }

    /** The numbers first, which differ when lanes do, and are at hand. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Lane that
                        && up == that.up
                        && upForgotten == that.upForgotten
                        && down == that.down
                        && downForgotten == that.downForgotten
                        && birth.equals(that.birth);
    }

    @Override
    public int hashCode() {
        return birth.hashCode() + 31 * (Long.hashCode(up - upForgotten) + 31 * Long.hashCode(down - downForgotten));
    }

    @Override
    public String toString() {
        var text = new StringBuilder().append(birth).append('+').append(up);
        if (upForgotten > 0) {
            text.append('(').append(upForgotten).append(" forgotten)");
        }
        if (down > 0) {
            text.append('-').append(down);
        }
        if (downForgotten > 0) {
            text.append('(').append(downForgotten).append(" forgotten)");
        }
        return text.toString();
    }
}
