package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.set.ORSet;

class ORSetOfOpaqueKeysLawsTest implements CrdtProperties<ORSet<Keys.Opaque>, Script.Call> {

    @Override
    public Subject<ORSet<Keys.Opaque>, Script.Call> subject() {
        return Sets.OPAQUE;
    }
}
