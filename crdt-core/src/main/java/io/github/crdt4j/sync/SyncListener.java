package io.github.crdt4j.sync;

/** Hears of what an {@link AntiEntropy} endpoint dropped, refused or found wrong. */
@FunctionalInterface
public interface SyncListener {

    /**
     * Called once per event, on the thread whose call met it, after the endpoint has done its work and without its lock. What
     * it throws goes to the uncaught exception handler of that thread.
     *
     * @param event what happened
     */
    void happened(SyncEvent event);
}
