package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.Removable;

class ORMapOfRemovableLawsTest
        implements CrdtProperties<ORMap<String, Removable<Removables.Words>>, Maps.Change<String>> {

    @Override
    public Subject<ORMap<String, Removable<Removables.Words>>, Maps.Change<String>> subject() {
        return Maps.of(Removables.WORDS);
    }
}
