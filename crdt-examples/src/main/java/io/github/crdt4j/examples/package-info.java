/** Programs that show the library at work; see {@link io.github.crdt4j.examples.Main}. */
package io.github.crdt4j.examples;
