/**
 * The count of {@code ads}, replicated by operations that travel through a log or queue which delivers at least once:
 * replicas crash anywhere, brokers deliver again, and at the end the numbers are those of a plain count.
 *
 * <p>Start reading at {@code OpServer}, which keeps the order of effect, persist, send and acknowledge; then {@link
 * io.github.crdt4j.examples.oplog.OpAdState}, the replicated state, and {@link io.github.crdt4j.examples.oplog.Broker},
 * what is asked of a log. The brokers that need libraries of their own are in the module {@code crdt-oplog}.
 */
package io.github.crdt4j.examples.oplog;
