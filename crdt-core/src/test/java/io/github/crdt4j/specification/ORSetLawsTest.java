package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.set.ORSet;

class ORSetLawsTest implements CrdtProperties<ORSet<String>, String> {

    @Override
    public Subject<ORSet<String>, String> subject() {
        return Sets.ADD_WINS;
    }
}
