package io.github.crdt4j.examples.log;

import com.google.common.collect.Iterators;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes up an access log in Combined Log Format, the same for the same seed everywhere.
 *
 * <p>Its shape is that of a real web site's: of 10 000 requests a fifth come from robots; some 1 750 hosts, many of them
 * seen once and a few hundreds of times; pages by Zipf's law, and with a page what a browser loads along with it.
 */
public final class LogGenerator {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2015-05-17T10:05:00Z");
    private static final String[] ASSETS = {
        "/favicon.ico", "/style.css", "/reset.css", "/images/portrait.png", "/images/banner.png"
    };
    private static final String[] SECTIONS = {
        "articles", "projects", "blog/tags", "blog/posts", "presentations", "files"
    };
    private static final String[] QUALITIES = {
        "small",
        "quick",
        "dynamic",
        "secure",
        "remote",
        "simple",
        "parallel",
        "early",
        "quiet",
        "broken",
        "nested",
        "local",
        "hidden",
        "common",
        "modern",
        "strange"
    };
    private static final String[] THINGS = {
        "window", "shell", "network", "latency", "search", "logging", "firewall", "battery", "keyboard", "backup",
        "parser", "cluster", "package", "mirror", "browser", "router", "terminal", "kernel", "release", "garden"
    };
    private static final String[] BROWSERS = {
        "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.107 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/33.0.1750.91"
                + " Safari/537.36",
        "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0",
        "Mozilla/5.0 (X11; Linux x86_64; rv:27.0) Gecko/20100101 Firefox/27.0",
        "Mozilla/5.0 (iPad; CPU OS 7_0_4 like Mac OS X) AppleWebKit/537.51.1 (KHTML, like Gecko) Version/7.0"
                + " Mobile/11B554a Safari/9537.53",
        "-"
    };
    private static final String[] ROBOTS = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "UniversalFeedParser/4.2-pre-314-svn +http://feedparser.org/",
        "msnbot/2.0b (+http://search.msn.com/msnbot.htm)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)"
    };

    private record Visitor(String host, String userAgent, boolean robot) {}

    private record Fetch(Visitor visitor, String target, String referer) {}

    private final RandomGenerator random;
    private final Zipf pages = new Zipf(SECTIONS.length * QUALITIES.length * THINGS.length, 0.92);
    private final Set<String> hosts = new HashSet<>();
    private final Crowd<Visitor> people = new Crowd<>(40, 0.74, () -> visitor(BROWSERS, false));
    private final Crowd<Visitor> robots = new Crowd<>(5, 0.55, () -> visitor(ROBOTS, true));
    private final Queue<Fetch> pending = new ArrayDeque<>();
    private Instant now = START;

    /**
     * A generator at the beginning of its log.
     *
     * @param seed which of the logs
     */
    public LogGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * The next line of the log, without its end.
     *
     * @return a line in Combined Log Format
     */
    public String next() {
        if (pending.isEmpty()) {
            visit();
        }
        Fetch fetch = Objects.requireNonNull(pending.poll(), "a visit fetches at least a page");
        now = now.plusSeconds(random.nextInt(60));
        int outcome = random.nextInt(1000);
        int status = outcome < 912 ? 200 : outcome < 957 ? 304 : outcome < 979 ? 404 : outcome < 995 ? 301 : 206;
        String size = status == 304 || random.nextInt(40) == 0 ? "-" : Integer.toString(200 + random.nextInt(60_000));
        String method = random.nextInt(200) == 0 ? "HEAD" : "GET";
        return fetch.visitor.host + " - - [" + TIME.format(now) + "] \"" + method + " " + fetch.target + " HTTP/1.1\" "
                + status + " " + size + " \"" + fetch.referer + "\" \"" + fetch.visitor.userAgent + "\"";
    }

    /**
     * The next lines of the log, as if from a file.
     *
     * @param requests how many
     * @return their bytes, made up as they are read
     */
    public InputStream log(long requests) {
        Iterator<InputStream> lines = Stream.<InputStream>generate(
                        () -> new ByteArrayInputStream((next() + "\n").getBytes(StandardCharsets.UTF_8)))
                .limit(requests)
                .iterator();
        return new SequenceInputStream(Iterators.asEnumeration(lines));
    }

    private void visit() {
        boolean byRobot = random.nextInt(100) < 38;
        Visitor visitor = (byRobot ? robots : people).next(random);
        if (visitor.robot && random.nextInt(10) == 0) {
            pending.add(new Fetch(visitor, "/robots.txt", "-"));
            return;
        }
        String page = page(pages.next(random));
        String query = random.nextInt(8) == 0 ? "?flav=rss20" : "";
        String referer = random.nextInt(3) == 0 ? "http://www.example.org/search?q=%22crdt%22" : "-";
        pending.add(new Fetch(visitor, page + query, referer));
        if (visitor.robot) {
            return;
        }
        for (String asset : ASSETS) {
            if (random.nextInt(100) < 26) {
                pending.add(new Fetch(visitor, asset, "http://www.example.org" + page));
            }
        }
    }

    private Visitor visitor(String[] userAgents, boolean robot) {
        String userAgent = userAgents[random.nextInt(userAgents.length)];
        String host;
        do {
            // addresses nobody has: the private network 10/8 and the documentation prefix of IPv6
            host = random.nextInt(50) == 0
                    ? "2001:db8::" + Integer.toHexString(1 + random.nextInt(0xffff))
                    : "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
        } while (!hosts.add(host));
        return new Visitor(host, userAgent, robot);
    }

    private static String page(int rank) {
        if (rank == 0) {
            return "/";
        }
        String section = SECTIONS[rank % SECTIONS.length];
        String quality = QUALITIES[rank / SECTIONS.length % QUALITIES.length];
        String thing = THINGS[rank / SECTIONS.length / QUALITIES.length];
        return "/" + section + "/" + quality + "-" + thing + "/";
    }
}
