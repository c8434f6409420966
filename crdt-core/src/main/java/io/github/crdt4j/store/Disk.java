package io.github.crdt4j.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/** The files of one directory, in the steps between which a crash can fall. */
interface Disk extends Closeable {

    /** The names of the files. */
    Set<String> names() throws IOException;

    /** The whole of a file. */
    byte[] read(String name) throws IOException;

    /** Writes bytes to a place in a file, which is made if it is missing. They may be lost until {@link #force}. */
    void write(String name, long position, byte[] bytes) throws IOException;

    /** Makes what was written to a file durable. */
    void force(String name) throws IOException;

    /** Gives a file another name, in the place of the one that had it. It may be undone until {@link #forceNames}. */
    void rename(String from, String to) throws IOException;

    /** Removes a file, if it is there. */
    void delete(String name) throws IOException;

    /** Makes new, changed and removed names durable. */
    void forceNames() throws IOException;
}
