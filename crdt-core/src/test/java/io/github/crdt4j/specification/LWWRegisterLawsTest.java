package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.register.LWWRegister;

class LWWRegisterLawsTest implements CrdtProperties<LWWRegister<String>, String> {

    @Override
    public Subject<LWWRegister<String>, String> subject() {
        return Registers.LAST_WRITER;
    }
}
