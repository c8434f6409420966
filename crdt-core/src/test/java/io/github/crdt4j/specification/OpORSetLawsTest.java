package io.github.crdt4j.specification;

import io.github.crdt4j.laws.OpProperties;
import io.github.crdt4j.laws.OpSubject;
import io.github.crdt4j.set.OpORSet;

class OpORSetLawsTest implements OpProperties<OpORSet<String>, OpORSet.Change<String>, String> {

    @Override
    public OpSubject<OpORSet<String>, OpORSet.Change<String>, String> subject() {
        return OpSubjects.ADD_WINS;
    }
}
