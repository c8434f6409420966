package io.github.crdt4j.examples.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads one line in Common or Combined Log Format.
 *
 * <pre>{@code
 * host ident user [17/May/2015:10:05:03 +0000] "GET /page?query HTTP/1.1" 200 203023 "referer" "user agent"
 * }</pre>
 *
 * <p>The two quoted fields at the end make it Combined; what follows them is ignored. A line cut off inside them is a
 * request all the same. In quoted fields {@code \"} and {@code \\} are unescaped, other escapes stay as written.
 */
final class LineParser {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.US).withResolverStyle(ResolverStyle.STRICT);

    private final String line;
    private int at;
    private boolean cutShort;

    LineParser(String line) {
        this.line = Objects.requireNonNull(line, "line");
    }

    /** Whether the line that was parsed ends inside a quoted field. */
    boolean cutShort() {
        return cutShort;
    }

    /** Parses the line; call once. */
    Request parse() throws MalformedLineException {
        String host = word("host");
        Instant time = time();
        String asked = request();
        int status = status(word("status"));
        long bytes = size(word("size"));
        String userAgent = userAgent();
        return new Request(host, time, method(asked), page(asked), status, bytes, userAgent);
    }

    private String word(String what) throws MalformedLineException {
        int end = at;
        while (end < line.length() && line.charAt(end) != ' ') {
            end++;
        }
        String word = line.substring(at, end);
        if (word.isEmpty()) {
            throw new MalformedLineException("no " + what);
        }
        at = Math.min(end + 1, line.length());
        return word;
    }

    /** The user between host and time may contain spaces, so the time begins at the first bracket after one. */
    private Instant time() throws MalformedLineException {
        int open = line.indexOf(" [", at - 1);
        int close = line.indexOf("] ", open + 1);
        if (open < 0 || close < 0) {
            throw new MalformedLineException("no time in brackets");
        }
        at = close + 2;
        try {
            return TIME.parse(line.substring(open + 2, close), Instant::from);
        } catch (DateTimeException notATime) {
            throw new MalformedLineException("not a time like 17/May/2015:10:05:03 +0000");
        }
    }

    private String request() throws MalformedLineException {
        if (at >= line.length() || line.charAt(at) != '"') {
            throw new MalformedLineException("no request in quotes");
        }
        String asked = quoted();
        if (cutShort) {
            throw new MalformedLineException("the request has no closing quote");
        }
        if (at < line.length() && line.charAt(at - 1) != ' ') {
            throw new MalformedLineException("no space after the request");
        }
        return asked;
    }

    private String userAgent() throws MalformedLineException {
        if (at >= line.length()) {
            return "-";
        }
        if (line.charAt(at) != '"') {
            throw new MalformedLineException("what follows the size is not in quotes");
        }
        quoted(); // the referer
        return at < line.length() && line.charAt(at) == '"' ? quoted() : "-";
    }

    /** Reads from an opening quote over the closing one and the space after it, or to the end of the line. */
    private String quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                if (at < line.length() && line.charAt(at) == ' ') {
                    at++;
                }
                return text.isEmpty() ? "-" : text.toString();
            }
            if (c == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0) {
                at++;
                c = line.charAt(at);
            }
            text.append(c);
        }
        cutShort = true;
        return text.isEmpty() ? "-" : text.toString();
    }

    private static int status(String word) throws MalformedLineException {
        if (word.equals("-")) {
            return 0;
        }
        if (!word.matches("[1-9][0-9]{2}")) {
            throw new MalformedLineException("the status is not a number of three digits");
        }
        return Integer.parseInt(word);
    }

    private static long size(String word) throws MalformedLineException {
        if (word.equals("-")) {
            return 0;
        }
        if (!word.matches("[0-9]{1,18}")) {
            throw new MalformedLineException("the size is not a number of bytes");
        }
        return Long.parseLong(word);
    }

    /** Something that is no HTTP request, a TLS greeting say, has no method and is its own page. */
    private static String method(String asked) {
        int space = asked.indexOf(' ');
        return space <= 0 ? "-" : asked.substring(0, space);
    }

    private static String page(String asked) {
        int from = asked.indexOf(' ') + 1;
        int protocol = asked.lastIndexOf(" HTTP/");
        String target = asked.substring(from, protocol >= from ? protocol : asked.length());
        int query = target.indexOf('?');
        String page = query < 0 ? target : target.substring(0, query);
        return page.isEmpty() ? "-" : page;
    }
}
