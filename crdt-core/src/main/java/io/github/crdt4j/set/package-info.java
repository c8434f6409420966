/**
 * Sets: in {@link io.github.crdt4j.set.ORSet} an add wins over a concurrent remove, in {@link io.github.crdt4j.set.RWSet} the remove wins,
 * in {@link io.github.crdt4j.set.TwoPSet} a remove is for ever, in {@link io.github.crdt4j.set.LWWElementSet} the greatest stamp counts, and
 * from {@link io.github.crdt4j.set.GSet} nothing is removed.
 */
@CheckReturnValue
package io.github.crdt4j.set;

import com.google.errorprone.annotations.CheckReturnValue;
