/**
 * Anti-entropy: which difference to send to whom, as a state machine without I/O. See {@link
 * io.github.crdt4j.sync.AntiEntropy}.
 */
@CheckReturnValue
package io.github.crdt4j.sync;

import com.google.errorprone.annotations.CheckReturnValue;
