package io.github.crdt4j.specification;

import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.register.OpLWWRegister;

class OpLWWRegisterLawsTest implements OpProperties<OpLWWRegister<String>, OpLWWRegister.Write<String>, String> {

    @Override
    public OpSubject<OpLWWRegister<String>, OpLWWRegister.Write<String>, String> subject() {
        return OpSubjects.LAST_WRITER;
    }
}
