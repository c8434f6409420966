package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.time.VectorClock;

class VectorClockLawsTest implements CrdtProperties<VectorClock, String> {

    @Override
    public Subject<VectorClock, String> subject() {
        return Clocks.VECTOR;
    }
}
