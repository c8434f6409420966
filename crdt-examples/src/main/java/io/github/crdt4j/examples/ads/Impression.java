package io.github.crdt4j.examples.ads;

import io.github.crdt4j.examples.log.Request;
import java.util.List;
import java.util.Locale;

/**
 * An advertisement was shown: what the counting needs of a request.
 *
 * @param visitor the host it was shown to
 * @param page the page it was shown on
 * @param byRobot whether it was shown to a robot, which nobody pays for
 */
public record Impression(String visitor, String page, boolean byRobot) {

    private static final List<String> ROBOTS =
            List.of("bot", "crawl", "spider", "slurp", "feed", "rss", "curl", "wget", "libwww", "python");

    /** One request, one impression. A robot is who calls itself one, or a program that is no browser. */
    public static Impression of(Request request) {
        String userAgent = request.userAgent().toLowerCase(Locale.ROOT);
        return new Impression(request.host(), request.page(), ROBOTS.stream().anyMatch(userAgent::contains));
    }
}
