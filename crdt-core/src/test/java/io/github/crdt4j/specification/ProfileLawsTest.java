package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;

class ProfileLawsTest implements CrdtProperties<Profiles.Profile, Profiles.Touch> {

    @Override
    public Subject<Profiles.Profile, Profiles.Touch> subject() {
        return Profiles.RECORD;
    }
}
