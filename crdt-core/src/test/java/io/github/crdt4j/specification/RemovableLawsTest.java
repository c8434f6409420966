package io.github.crdt4j.specification;

import io.github.crdt4j.laws.CrdtProperties;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.map.Removable;

class RemovableLawsTest implements CrdtProperties<Removable<Removables.Words>, String> {

    @Override
    public Subject<Removable<Removables.Words>, String> subject() {
        return Removables.WORDS;
    }
}
