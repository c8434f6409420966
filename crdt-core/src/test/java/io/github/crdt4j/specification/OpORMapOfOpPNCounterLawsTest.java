package io.github.crdt4j.specification;

import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.map.OpORMap;

class OpORMapOfOpPNCounterLawsTest
        implements OpProperties<
                OpORMap<String, OpPNCounter, OpPNCounter.Change>,
                OpORMap.Change<String, OpPNCounter.Change>,
                Maps.Change<Long>> {

    @Override
    public OpSubject<
                    OpORMap<String, OpPNCounter, OpPNCounter.Change>,
                    OpORMap.Change<String, OpPNCounter.Change>,
                    Maps.Change<Long>>
            subject() {
        return OpSubjects.MAP_OF_PN_COUNTER;
    }
}
