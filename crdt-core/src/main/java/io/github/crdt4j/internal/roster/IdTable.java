package io.github.crdt4j.internal.roster;

import io.github.crdt4j.ReplicaId;
import java.util.Arrays;

/**
 * Finds the position of an id in a sorted array by hash: linear probing in a table at most half full.
 *
 * <p>A slot holds a position plus one in its low bits, and in the others what the place in the table does not tell of the
 * hash, so that a slot of another id is passed over without a look at that id. Peers choose ids, and with them hashes: an
 * id that finds no slot close to its place stays out of the table, and is found by binary search as if there were none.
 */
final class IdTable {

    /** How far from its place an id may be. */
    private static final int REACH = 32;

    private final int[] slots;
    private final boolean complete;

    /** The ids must be sorted and distinct. */
    IdTable(ReplicaId[] ids) {
        slots = new int[2 * Integer.highestOneBit(2 * ids.length)];
        boolean all = true;
        for (int position = 0; position < ids.length; position++) {
            all &= put(hash(ids[position]), position);
        }
        complete = all;
    }

    private boolean put(int hash, int position) {
        int mask = slots.length - 1;
        for (int probe = 0; probe < REACH; probe++) {
            int slot = hash + probe & mask;
            if (slots[slot] == 0) {
                slots[slot] = hash & ~mask | position + 1;
                return true;
            }
        }
        return false;
    }

    /** The position of an id in the array the table was made of, negative when it is missing. */
    int find(ReplicaId[] ids, ReplicaId id) {
        int hash = hash(id);
        int mask = slots.length - 1;
        for (int probe = 0; probe < REACH; probe++) {
            int content = slots[hash + probe & mask];
            if (content == 0) {
                return -1;
            }
            int position = (content & mask) - 1;
            if (((content ^ hash) & ~mask) == 0 && ids[position].equals(id)) {
                return position;
            }
        }
        return complete ? -1 : Arrays.binarySearch(ids, id);
    }

    /** Spread, as names that differ in their last characters only have hashes that differ in few bits. */
    private static int hash(ReplicaId id) {
        int hash = id.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
