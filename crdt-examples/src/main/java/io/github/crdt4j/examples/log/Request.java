package io.github.crdt4j.examples.log;

import java.time.Instant;
import java.util.Objects;

/**
 * One request of an access log. What the log leaves out, written there as {@code -}, is {@code "-"} or 0 here.
 *
 * @param host who asked: an address or a name
 * @param time when, to the second
 * @param method the HTTP method, such as {@code GET}
 * @param page what was asked for, without the query string
 * @param status the HTTP status of the answer
 * @param bytes the size of the answer
 * @param userAgent what asked, as it called itself; {@code "-"} throughout a log in Common Log Format
 */
public record Request(String host, Instant time, String method, String page, int status, long bytes, String userAgent) {

    /**
     * Checks the components.
     *
     * @param host who asked
     * @param time when
     * @param method the HTTP method
     * @param page what was asked for
     * @param status 0 or the HTTP status, of three digits
     * @param bytes the size of the answer, not negative
     * @param userAgent what asked
     * @throws IllegalArgumentException if the status or the size is none
     */
    public Request {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(userAgent, "userAgent");
        if (status != 0 && (status < 100 || status > 999)) {
            throw new IllegalArgumentException("not an HTTP status: " + status);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("negative size: " + bytes);
        }
    }
}
