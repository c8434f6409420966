package io.github.crdt4j.specification;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;

class PNCounterLawsTest implements CrdtProperties<PNCounter, Long> {

    @Override
    public Subject<PNCounter, Long> subject() {
        return Counters.UP_AND_DOWN;
    }
}
