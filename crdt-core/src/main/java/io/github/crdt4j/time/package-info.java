/**
 * Events, what has been seen of them, and when they happened.
 *
 * <p>An event is named by a {@link io.github.crdt4j.time.Dot}: who issued it, and its number there. Two questions are asked
 * about events, and each has a cheap answer and an exact one.
 *
 * <p><b>What has been seen?</b> A {@link io.github.crdt4j.time.VectorClock} says it with one number per replica, and so
 * only where each replica's events are seen in order. A {@link io.github.crdt4j.time.CausalContext} says it exactly, gaps
 * and all; the causal types carry one, because deltas may overtake each other. Both are {@linkplain
 * io.github.crdt4j.Crdt states} themselves: what two replicas have seen together is their merge.
 *
 * <p><b>What came first?</b> {@link io.github.crdt4j.time.VectorClock#compare} answers in one of the four ways of {@link
 * io.github.crdt4j.time.Causality}, one of which is that neither did. A {@link io.github.crdt4j.time.LamportTimestamp} puts
 * all events into one line that respects causality, which is what a last writer needs in order to win. Stamps are issued
 * by a {@link io.github.crdt4j.time.LamportClock}, or by a {@link io.github.crdt4j.time.HybridClock} where the line should
 * also follow the wall clock.
 *
 * <p>Clocks are the only mutable objects here, and they are thread-safe; everything else is immutable. No clock reads the
 * system's time unless it is handed {@link java.time.InstantSource#system()}.
 */
@CheckReturnValue
package io.github.crdt4j.time;

import com.google.errorprone.annotations.CheckReturnValue;
