package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.MVRegister;

class ORMapOfMVRegisterLawsTest implements CrdtProperties<ORMap<String, MVRegister<String>>, Maps.Change<String>> {

    @Override
    public Subject<ORMap<String, MVRegister<String>>, Maps.Change<String>> subject() {
        return Maps.of(Registers.MULTI_VALUE_WRITES);
    }
}
