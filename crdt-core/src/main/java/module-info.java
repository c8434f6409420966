/**
 * Conflict-free replicated data types.
 *
 * <p>The packages {@code laws} and {@code kryo} serve tests and bytes; the types themselves need neither.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Kryo 5 has no module descriptor
module io.github.crdt4j {
    requires transitive com.esotericsoftware.kryo;
    requires transitive com.google.common;
    requires static transitive com.google.errorprone.annotations;
    requires static net.jqwik.api;
    requires static org.jspecify;

    exports io.github.crdt4j;
    exports io.github.crdt4j.causal;
    exports io.github.crdt4j.counter;
    exports io.github.crdt4j.flag;
    exports io.github.crdt4j.kryo;
    exports io.github.crdt4j.laws;
    exports io.github.crdt4j.map;
    exports io.github.crdt4j.op;
    exports io.github.crdt4j.register;
    exports io.github.crdt4j.set;
    exports io.github.crdt4j.store;
    exports io.github.crdt4j.sync;
    exports io.github.crdt4j.time;
}
