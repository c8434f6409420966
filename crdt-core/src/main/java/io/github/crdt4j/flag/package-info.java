/** Flags: {@link io.github.crdt4j.flag.EWFlag}, in which an enable wins over a concurrent disable. */
@CheckReturnValue
package io.github.crdt4j.flag;

import com.google.errorprone.annotations.CheckReturnValue;
