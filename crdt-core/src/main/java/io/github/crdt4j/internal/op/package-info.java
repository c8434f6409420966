/** What operation-based states are made of: events and what they brought, as long as no removal has seen them. */
package io.github.crdt4j.internal.op;
