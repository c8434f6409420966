package io.github.crdt4j.internal.roster;

/** How the positions of a {@link Roster} are cut into chunks, so that a change copies one chunk and not all. */
public final class Positions {

    /** Positions in a chunk: at 10 000 replicas an event copies a chunk and a spine of about the same size. */
    public static final int SIZE = 32;

    private static final int SHIFT = Integer.numberOfTrailingZeros(SIZE);

    private Positions() {}

    /** The chunk of a position. */
    public static int chunk(int position) {
        return position >>> SHIFT;
    }

    /** The place of a position in its chunk. */
    public static int place(int position) {
        return position & SIZE - 1;
    }

    /** Where the chunk of a position ends, of so many positions. */
    public static int end(int position, int positions) {
        return Math.min((position | SIZE - 1) + 1, positions);
    }

    /** How many chunks so many positions take: one at least. */
    public static int count(int positions) {
        return positions <= SIZE ? 1 : chunk(positions - 1) + 1;
    }
}
