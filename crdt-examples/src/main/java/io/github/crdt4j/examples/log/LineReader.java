package io.github.crdt4j.examples.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, and keeps no more of a line than it is allowed to.
 *
 * <p>Each line is read as UTF-8 if it is that, and as ISO-8859-1, which any bytes are, if not. Lines end in LF or CR LF.
 */
final class LineReader {

    private final InputStream in;
    private final int maxBytes;
    private final byte[] chunk = new byte[8192];
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private byte[] line = new byte[512];
    private int chunkLength;
    private int chunkAt;
    private int length;
    private boolean tooLong;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Moves to the next line; false at the end of the stream. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (chunkAt < chunkLength || fill()) {
            any = true;
            int end = chunkAt;
            while (end < chunkLength && chunk[end] != '\n') {
                end++;
            }
            keep(chunkAt, end);
            chunkAt = end;
            if (end < chunkLength) {
                chunkAt++;
                break;
            }
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return any;
    }

    /** Whether the line has more bytes than allowed, so that {@link #text} is only its beginning. */
    boolean tooLong() {
        return tooLong;
    }

    /** The line, without its end. */
    String text() {
        try {
            return utf8.decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    private boolean fill() throws IOException {
        chunkAt = 0;
        chunkLength = Math.max(0, in.read(chunk, 0, chunk.length));
        return chunkLength > 0;
    }

    private void keep(int from, int to) {
        int room = maxBytes - length;
        tooLong |= to - from > room;
        int count = Math.min(to - from, room);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(2 * line.length, length + count)));
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
    }
}
