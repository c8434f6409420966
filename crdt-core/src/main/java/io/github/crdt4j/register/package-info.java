/**
 * Registers: {@link io.github.crdt4j.register.LWWRegister} lets the last writer win, {@link
 * io.github.crdt4j.register.MVRegister} keeps what was written concurrently for the application to resolve, {@link
 * io.github.crdt4j.register.MaxRegister} and {@link io.github.crdt4j.register.MinRegister} keep the greatest and the least value.
 */
@CheckReturnValue
package io.github.crdt4j.register;

import com.google.errorprone.annotations.CheckReturnValue;
