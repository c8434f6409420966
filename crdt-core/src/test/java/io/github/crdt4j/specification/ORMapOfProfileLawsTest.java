package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfProfileLawsTest implements CrdtProperties<ORMap<String, Profiles.Profile>, Maps.Change<Profiles.Touch>> {

    @Override
    public Subject<ORMap<String, Profiles.Profile>, Maps.Change<Profiles.Touch>> subject() {
        return Maps.of(Profiles.RECORD);
    }
}
