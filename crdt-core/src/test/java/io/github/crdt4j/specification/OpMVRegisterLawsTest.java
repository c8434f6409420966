package io.github.crdt4j.specification;

import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.register.OpMVRegister;

class OpMVRegisterLawsTest implements OpProperties<OpMVRegister<String>, OpMVRegister.Write<String>, String> {

    @Override
    public OpSubject<OpMVRegister<String>, OpMVRegister.Write<String>, String> subject() {
        return OpSubjects.MULTI_VALUE;
    }
}
