package io.github.crdt4j.specification;

import io.github.crdt4j.Forwarding;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps every state that an operation was carried out on or led to. */
record Watched<S extends Causal<S>, O>(Subject<S, O> subject, List<S> states, List<Issuer> issuers)
        implements Forwarding<S, O> {

    Watched(Subject<S, O> subject) {
        this(subject, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public S apply(S state, Issuer issuer, O operation) {
        S after = subject.apply(state, issuer, operation);
        forgetWhatWasTriedAs(issuer);
        issuers.add(issuer);
        states.add(state);
        states.add(after);
        return after;
    }

    /** What the kit tried under another id, just before and with the same stamp, is no state of a history. */
    private void forgetWhatWasTriedAs(Issuer issuer) {
        int last = issuers.size() - 1;
        if (last >= 0
                && issuers.get(last).first().counter() == issuer.first().counter()
                && !issuers.get(last).self().equals(issuer.self())) {
            issuers.remove(last);
            states.remove(states.size() - 1);
            states.remove(states.size() - 1);
        }
    }

    /** No clones: they are no states of the histories. */
    @Override
    public Set<Promise> promises() {
        return Set.of();
    }
}
