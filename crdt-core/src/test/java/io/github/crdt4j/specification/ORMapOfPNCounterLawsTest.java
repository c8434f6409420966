package io.github.crdt4j.specification;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfPNCounterLawsTest implements CrdtProperties<ORMap<String, PNCounter>, Maps.Change<Long>> {

    @Override
    public Subject<ORMap<String, PNCounter>, Maps.Change<Long>> subject() {
        return Maps.of(Counters.UP_AND_DOWN);
    }
}
