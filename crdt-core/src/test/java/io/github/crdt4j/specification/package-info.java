/**
 * What each type means, and random histories that hold it to that. A subject ({@link io.github.crdt4j.specification.Subjects})
 * says in a few lines which value follows from the updates a replica has seen; the law kit runs it. Here, too, are the slow and
 * obviously correct forms that fast ones are compared with ({@link io.github.crdt4j.specification.ReferenceTest}).
 *
 * <p>A new type has its subject here. A new law goes into {@code laws}, and a bug that it catches into {@code planted}.
 */
package io.github.crdt4j.specification;
