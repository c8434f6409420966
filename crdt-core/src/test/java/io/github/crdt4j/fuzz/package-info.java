/**
 * Bytes that are hostile, and what must hold of them: five targets, run by every build on kept inputs ({@link
 * io.github.crdt4j.fuzz.FuzzReplayTest}), by a fuzzer that is guided by coverage, and by a marathon without it. How to run them, and the
 * figures, are in {@code docs/fuzzing.md}.
 */
package io.github.crdt4j.fuzz;
