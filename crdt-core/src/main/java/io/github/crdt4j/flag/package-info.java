/**
 * Flags: in {@link io.github.crdt4j.flag.EWFlag} an enable wins over a concurrent disable, in {@link io.github.crdt4j.flag.DWFlag} the
 * disable wins.
 */
@CheckReturnValue
package io.github.crdt4j.flag;

import com.google.errorprone.annotations.CheckReturnValue;
