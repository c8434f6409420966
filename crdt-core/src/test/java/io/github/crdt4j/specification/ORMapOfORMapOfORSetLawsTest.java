package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.set.ORSet;

class ORMapOfORMapOfORSetLawsTest
        implements CrdtProperties<ORMap<String, ORMap<String, ORSet<String>>>, Maps.Change<Maps.Change<String>>> {

    @Override
    public Subject<ORMap<String, ORMap<String, ORSet<String>>>, Maps.Change<Maps.Change<String>>> subject() {
        return Maps.of(Maps.of(Sets.ADD_WINS));
    }
}
