package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;

class ORMapOfLWWRegisterLawsTest implements CrdtProperties<ORMap<String, LWWRegister<String>>, Maps.Change<String>> {

    @Override
    public Subject<ORMap<String, LWWRegister<String>>, Maps.Change<String>> subject() {
        return Maps.of(Registers.LAST_WRITER);
    }
}
