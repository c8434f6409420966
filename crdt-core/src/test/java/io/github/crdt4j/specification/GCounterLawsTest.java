package io.github.crdt4j.specification;

import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;

class GCounterLawsTest implements CrdtProperties<GCounter, Long> {

    @Override
    public Subject<GCounter, Long> subject() {
        return Counters.GROW_ONLY;
    }
}
