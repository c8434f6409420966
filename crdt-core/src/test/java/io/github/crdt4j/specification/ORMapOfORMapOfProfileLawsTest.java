package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfORMapOfProfileLawsTest
        implements CrdtProperties<
                ORMap<String, ORMap<String, Profiles.Profile>>, Maps.Change<Maps.Change<Profiles.Touch>>> {

    @Override
    public Subject<ORMap<String, ORMap<String, Profiles.Profile>>, Maps.Change<Maps.Change<Profiles.Touch>>> subject() {
        return Maps.of(Maps.of(Profiles.RECORD));
    }
}
