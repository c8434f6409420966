/** A cart at several processes that gossip over HTTP, with files that outlive a kill. {@link HttpTransport} is there to be copied. */
package io.github.crdt4j.examples.service;
