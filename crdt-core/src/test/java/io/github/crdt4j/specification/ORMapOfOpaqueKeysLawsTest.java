package io.github.crdt4j.specification;

import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.ORMap;

class ORMapOfOpaqueKeysLawsTest implements CrdtProperties<ORMap<Keys.Opaque, PNCounter>, Script.Call> {

    @Override
    public Subject<ORMap<Keys.Opaque, PNCounter>, Script.Call> subject() {
        return Maps.OPAQUE;
    }
}
