/**
 * Bytes. {@link io.github.crdt4j.kryo.KryoCodec} turns states and messages into bytes and back; {@link
 * io.github.crdt4j.kryo.CrdtSerializers} registers the types of this library with a {@code Kryo} of your own.
 *
 * <p>Equal states have equal bytes. Bytes from a peer are checked completely before anybody sees a state: see {@link
 * io.github.crdt4j.kryo.DecodeException}. The format is described in {@code docs/format.md}.
 */
@CheckReturnValue
package io.github.crdt4j.kryo;

import com.google.errorprone.annotations.CheckReturnValue;
