package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.time.CausalContext;

class CausalContextLawsTest implements CrdtProperties<CausalContext, String> {

    @Override
    public Subject<CausalContext, String> subject() {
        return Clocks.CONTEXT;
    }
}
