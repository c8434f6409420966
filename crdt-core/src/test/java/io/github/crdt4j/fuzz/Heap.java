package io.github.crdt4j.fuzz;

/** Heap that is kept occupied, so that less is left for inputs than a fuzzer needs in order to start. */
final class Heap {

    private static final int MEGABYTE = 1 << 20;

    private static byte[][] occupied = {};

    private Heap() {}

    /** Occupies as many megabytes as the property {@code crdt4j.fuzz.occupied} says. */
    static void occupy() {
        occupied = new byte[Integer.getInteger("crdt4j.fuzz.occupied", 0)][MEGABYTE];
    }

    /** How many megabytes are occupied. */
    static int occupiedMegabytes() {
        return occupied.length;
    }
}
