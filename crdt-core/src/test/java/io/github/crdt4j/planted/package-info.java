/**
 * Types, codecs, endpoints and replicas that are wrong in one way at a time, and the law that must catch each, through the kit as its
 * users see it. A law without a bug here is not known to be able to fail. {@code docs/planted-bugs.md} is the list.
 */
package io.github.crdt4j.planted;
