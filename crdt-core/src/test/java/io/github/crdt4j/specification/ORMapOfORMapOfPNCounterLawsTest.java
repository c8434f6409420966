package io.github.crdt4j.specification;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfORMapOfPNCounterLawsTest
        implements CrdtProperties<ORMap<String, ORMap<String, PNCounter>>, Maps.Change<Maps.Change<Long>>> {

    @Override
    public Subject<ORMap<String, ORMap<String, PNCounter>>, Maps.Change<Maps.Change<Long>>> subject() {
        return Maps.of(Maps.of(Counters.UP_AND_DOWN));
    }
}
