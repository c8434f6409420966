/** The texts of states, cut to what a person reads. */
package io.github.crdt4j.internal.text;
