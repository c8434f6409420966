package io.github.crdt4j.examples.oplog;

/** The process is gone: nobody catches it within, and nothing is tidied up. */
final class Crash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether a process crashes. */
    interface Plan {

        /**
         * Asked whenever a process comes to a moment of its turn.
         *
         * @param process its name
         * @param moment the moment
         * @return whether it crashes there and then
         */
        boolean crashes(String process, Moment moment);

        /** Crashes a process if it is to crash. */
        default void at(String process, Moment moment) {
            if (crashes(process, moment)) {
                throw new Crash(process, moment);
            }
        }
    }

    Crash(String process, Moment moment) {
        super(process + " crashed when " + moment, null, false, false);
    }
}
