package io.github.crdt4j.examples.log;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads an access log in Common or Combined Log Format, one request after another, keeping none.
 *
 * <p>Whether the bytes are gzip is told by their first two, not by a file's name. A line that is no request is counted
 * and never fatal; blank lines are not counted at all.
 */
public final class AccessLog {

    /** The longest line that can be a request, in bytes. */
    public static final int MAX_LINE_BYTES = 1 << 16;

    /** How many malformed lines a summary tells apart. */
    public static final int MAX_EXAMPLES = 5;

    /**
     * A line that is no request.
     *
     * @param line its number in the log, from 1
     * @param reason what is missing or wrong
     */
    public record Malformed(long line, String reason) {}

    /**
     * What a log was made of.
     *
     * @param requests how many lines are requests
     * @param cutShort how many of these end inside the referer or the user agent
     * @param malformed how many lines are not
     * @param examples the first few malformed lines
     */
    public record Summary(long requests, long cutShort, long malformed, List<Malformed> examples) {

        /**
         * Copies the list.
         *
         * @param requests how many lines are requests
         * @param cutShort how many of these end inside the referer or the user agent
         * @param malformed how many lines are not
         * @param examples the first few malformed lines
         */
        public Summary {
            examples = List.copyOf(examples);
        }
    }

    private AccessLog() {}

    /**
     * Reads a log from a file, plain or gzip.
     *
     * @param file the log
     * @param requests gets every request, in the order of the log
     * @return what the log was made of
     * @throws IOException if the file cannot be read to its end; the message names it and says why
     */
    public static Summary read(Path file, Consumer<? super Request> requests) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(requests, "requests");
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read " + file + ": it is a directory");
        }
        // not Files.newInputStream, which seeks, and so cannot read from a pipe
        try (InputStream in = new FileInputStream(file.toFile())) {
            return read(in, requests);
        } catch (FileNotFoundException closed) {
            String reason = Files.notExists(file) ? "no such file" : "permission denied";
            throw new IOException("cannot read " + file + ": " + reason, closed);
        } catch (EOFException cut) {
            throw new IOException("cannot read " + file + ": it is cut short, its gzip data has no end", cut);
        } catch (ZipException damaged) {
            throw new IOException("cannot read " + file + ": its gzip data is damaged", damaged);
        } catch (IOException failed) {
            throw new IOException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Reads a log from a stream of bytes, plain or gzip.
     *
     * @param in the log; not closed
     * @param requests gets every request, in the order of the log
     * @return what the log was made of
     * @throws IOException if the stream cannot be read to its end
     */
    public static Summary read(InputStream in, Consumer<? super Request> requests) throws IOException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(requests, "requests");
        LineReader lines = new LineReader(plain(in), MAX_LINE_BYTES);
        List<Malformed> examples = new ArrayList<>();
        long accepted = 0;
        long cutShort = 0;
        long malformed = 0;
        for (long number = 1; lines.next(); number++) {
            try {
                String text = lines.text();
                if (lines.tooLong()) {
                    throw new MalformedLineException("longer than " + MAX_LINE_BYTES + " bytes");
                }
                if (text.isBlank()) {
                    continue;
                }
                LineParser parser = new LineParser(text);
                requests.accept(parser.parse());
                accepted++;
                cutShort += parser.cutShort() ? 1 : 0;
            } catch (MalformedLineException notARequest) {
                malformed++;
                if (examples.size() < MAX_EXAMPLES) {
                    examples.add(new Malformed(number, notARequest.reason()));
                }
            }
        }
        return new Summary(accepted, cutShort, malformed, examples);
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
