package io.github.crdt4j.specification;

import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;

class OpPNCounterLawsTest implements OpProperties<OpPNCounter, OpPNCounter.Change, Long> {

    @Override
    public OpSubject<OpPNCounter, OpPNCounter.Change, Long> subject() {
        return OpSubjects.UP_AND_DOWN;
    }
}
