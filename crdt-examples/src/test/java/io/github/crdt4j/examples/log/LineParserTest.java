package io.github.crdt4j.examples.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {

    private static final String BEFORE = "h - - [17/May/2015:10:05:03 +0000] ";

    @Test
    void combinedFormat() throws MalformedLineException {
        assertEquals(
                new Request(
                        "83.149.9.216",
                        Instant.parse("2015-05-17T10:05:03Z"),
                        "GET",
                        "/images/search.png",
                        200,
                        203023,
                        "Mozilla/5.0 (X11; rv:27.0)"),
                parse("83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET /images/search.png?x=1 HTTP/1.1\" 200 203023"
                        + " \"http://example.org/?q=[a] b\" \"Mozilla/5.0 (X11; rv:27.0)\""));
    }

    @Test
    void commonFormatHasNoUserAgent() throws MalformedLineException {
        assertEquals(
                new Request("h", Instant.parse("2000-10-10T20:55:36Z"), "GET", "/apache_pb.gif", 200, 2326, "-"),
                parse("h - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET / HTTP/1.1           | GET    | /
            GET /a?b=c HTTP/1.1      | GET    | /a
            GET /a?b?c HTTP/1.1      | GET    | /a
            GET ?b HTTP/1.1          | GET    | -
            GET /old                 | GET    | /old
            GET /a b HTTP/1.1        | GET    | /a b
            GET /a HTTP/1.1 HTTP/1.1 | GET    | /a HTTP/1.1
            OPTIONS * HTTP/1.0       | OPTIONS| *
            GET http://x/a HTTP/1.1  | GET    | http://x/a
            GET /a\\"b\\\\c HTTP/1.1 | GET    | /a"b\\c
            GET /\\xe4\\t HTTP/1.1   | GET    | /\\xe4\\t
            GET  HTTP/1.1            | GET    | -
            \\x16\\x03\\x01          | -      | \\x16\\x03\\x01
            -                        | -      | -
            ``                       | -      | -
            """)
    void requestLine(String asked, String method, String page) throws MalformedLineException {
        Request request = parse(BEFORE + "\"" + asked + "\" 200 1");
        assertEquals(method, request.method(), "method of " + asked);
        assertEquals(page, request.page(), "page of " + asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "-" "Mozilla"                 | Mozilla
            "-" "a \\"quoted\\" word"     | a "quoted" word
            "a\\"b" "agent"               | agent
            "ends in \\\\" "agent"        | agent
            "-" "-"                       | -
            "" ""                         | -
            "only the referer"            | -
            "-" "agent" "-" 0.003         | agent
            """)
    void userAgent(String fields, String agent) throws MalformedLineException {
        LineParser parser = new LineParser(BEFORE + "\"GET / HTTP/1.1\" 200 1 " + fields);
        assertEquals(agent, parser.parse().userAgent());
        assertFalse(parser.cutShort());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "-" "Mozilla/5.0 (comp | Mozilla/5.0 (comp
            "-" "agent\\           | agent\\
            "-" "                  | -
            "http://exam           | -
            """)
    void lineCutShortAfterTheSizeIsARequest(String fields, String agent) throws MalformedLineException {
        LineParser parser = new LineParser(BEFORE + "\"GET / HTTP/1.1\" 200 1 " + fields);
        assertEquals(agent, parser.parse().userAgent());
        assertTrue(parser.cutShort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::7", "::1", "fe80::1%eth0", "www.example.org", "-"})
    void host(String host) throws MalformedLineException {
        assertEquals(
                host,
                parse(host + " - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1")
                        .host());
    }

    @Test
    void userWithSpacesAndBrackets() throws MalformedLineException {
        String line = "h - Jane [x]Doe [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1";
        assertThrows(MalformedLineException.class, () -> parse(line));
        assertEquals("h", parse(line.replace("[x]", "the ")).host());
    }

    @Test
    void dashesForStatusAndSize() throws MalformedLineException {
        Request request = parse(BEFORE + "\"GET / HTTP/1.1\" - -");
        assertEquals(0, request.status());
        assertEquals(0, request.bytes());
    }

    @Test
    void monthNamesAreEnglishWhateverTheLocale() throws MalformedLineException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals(
                    Instant.parse("2014-12-31T23:30:00Z"),
                    parse("h - - [01/Jan/2015:00:30:00 +0100] \"GET / HTTP/1.1\" 200 1")
                            .time());
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                                                      | no time in brackets
            ` h - - [17/May/2015:10:05:03 +0000] "GET / H" 200 1`      | no host
            h - - 17/May/2015:10:05:03 +0000 "GET / HTTP/1.1" 200 1    | no time in brackets
            h - - [17/May/2015:10:05:03 +0000                          | no time in brackets
            h - - [17/Mai/2015:10:05:03 +0000] "GET / H" 200 1         | not a time like 17/May/2015:10:05:03 +0000
            h - - [30/Feb/2015:10:05:03 +0000] "GET / H" 200 1         | not a time like 17/May/2015:10:05:03 +0000
            h - - [17/May/2015:25:05:03 +0000] "GET / H" 200 1         | not a time like 17/May/2015:10:05:03 +0000
            h - - [17/May/2015:10:05:03 +0000] GET / 200 1             | no request in quotes
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1 200 1   | the request has no closing quote
            h - - [17/May/2015:10:05:03 +0000] "GET /a"b HTTP" 200 1   | no space after the request
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1"        | no status
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 20 1   | the status is not a number of three digits
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 099 1  | the status is not a number of three digits
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200    | no size
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 x  | the size is not a number of bytes
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 -5 | the size is not a number of bytes
            h - - [17/May/2015:10:05:03 +0000] "GET /" 200 9999999999999999999 | the size is not a number of bytes
            h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 x| what follows the size is not in quotes
            """)
    void malformed(String line, String reason) {
        assertEquals(
                reason,
                assertThrows(MalformedLineException.class, () -> parse(line)).getMessage());
    }

    @Test
    void everyPrefixOfALineIsARequestOrMalformed() throws MalformedLineException {
        String line = BEFORE + "\"GET /a\\\"b HTTP/1.1\" 200 123 \"r\\\\\" \"agent\"";
        int requests = 0;
        for (int length = 0; length <= line.length(); length++) {
            try {
                assertEquals("/a\"b", parse(line.substring(0, length)).page());
                requests++;
            } catch (MalformedLineException expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
        // from the first digit of the size on
        assertEquals("123 \"r\\\\\" \"agent\"".length(), requests);
    }

    private static Request parse(String line) throws MalformedLineException {
        return new LineParser(line).parse();
    }
}
