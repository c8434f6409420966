package io.github.crdt4j.specification;

import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfGCounterLawsTest implements CrdtProperties<ORMap<String, GCounter>, Maps.Change<Long>> {

    @Override
    public Subject<ORMap<String, GCounter>, Maps.Change<Long>> subject() {
        return Maps.of(Counters.GROW_ONLY);
    }
}
