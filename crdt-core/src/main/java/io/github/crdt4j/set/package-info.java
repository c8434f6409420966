/** Sets: {@link io.github.crdt4j.set.ORSet}, in which an add wins over a concurrent remove. */
@CheckReturnValue
package io.github.crdt4j.set;

import com.google.errorprone.annotations.CheckReturnValue;
