package io.github.crdt4j.specification;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;

class OpGCounterLawsTest implements OpProperties<OpGCounter, OpGCounter.Increment, Long> {

    @Override
    public OpSubject<OpGCounter, OpGCounter.Increment, Long> subject() {
        return OpSubjects.GROW_ONLY;
    }
}
