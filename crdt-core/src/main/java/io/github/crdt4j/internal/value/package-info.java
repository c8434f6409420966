/** What a map keeps under its keys: the stores of values of any causal type, and what a change makes of one. */
package io.github.crdt4j.internal.value;
