package io.github.crdt4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The distinct strings of an Apache log in the "combined" format, each kind in the order in which the log first has it. A line
 * in another format is left out.
 *
 * @param paths what was requested, with its query
 * @param referrers the pages that led there
 * @param agents the user agents
 * @param addresses of the clients
 */
record ApacheLog(Set<String> paths, Set<String> referrers, Set<String> agents, Set<String> addresses) {

    private static final Pattern LINE =
            Pattern.compile("(\\S+) \\S+ \\S+ \\[[^]]*] \"\\S+ (\\S+)[^\"]*\" \\d+ \\S+ \"([^\"]*)\" \"(.*)\"");

    /**
     * Reads a log.
     *
     * @param file the log, compressed by gzip if its name ends in ".gz"
     * @return its strings
     * @throws IOException if the file cannot be read
     */
    static ApacheLog of(Path file) throws IOException {
        var log = new ApacheLog(
                new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (String line : text(file).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                log.addresses.add(matcher.group(1));
                log.paths.add(matcher.group(2));
                log.referrers.add(matcher.group(3));
                log.agents.add(matcher.group(4));
            }
        }
        return log;
    }

    private static String text(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
