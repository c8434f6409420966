package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.register.MVRegister;

class MVRegisterLawsTest implements CrdtProperties<MVRegister<String>, String> {

    @Override
    public Subject<MVRegister<String>, String> subject() {
        return Registers.MULTI_VALUE;
    }
}
