package io.github.crdt4j.laws;

/** A law that does not hold, with the states that show it and how to run them again. */
public final class LawViolation extends AssertionError {

    private static final long serialVersionUID = 1;

    /** The law, in a few words. */
    private final String law;

    /** The states and what became of them. */
    private final String details;

    /**
     * A violation of a law.
     *
     * @param law the law, in a few words
     * @param details the states and what became of them
     */
    public LawViolation(String law, String details) {
        super(law + System.lineSeparator() + details);
        this.law = law;
        this.details = details;
    }

    /** The same violation, and what was thrown. */
    LawViolation because(Throwable cause) {
        initCause(cause);
        return this;
    }

    /**
     * The law that does not hold.
     *
     * @return its name, in a few words
     */
    public String law() {
        return law;
    }

    /** The same violation, with the history that led to it and the line that runs it again. */
    LawViolation after(SpaceTime history, String again) {
        String lines = System.lineSeparator();
        var violation = new LawViolation(law, details + lines + history + lines + again);
        violation.setStackTrace(getStackTrace());
        return getCause() == null ? violation : violation.because(getCause());
    }
}
