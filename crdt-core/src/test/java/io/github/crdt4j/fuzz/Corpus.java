package io.github.crdt4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * The inputs that are kept, a file for each target: a line for each input, in hexadecimal, after {@code #} what it is.
 * What a fuzzer found goes there by hand; inputs that reach new code are drawn from its own directory.
 */
final class Corpus {

    private static final Path KEPT = Path.of("src/test/resources/fuzz");

    private Corpus() {}

    /** The inputs of a target. */
    static List<byte[]> kept(Target target) throws IOException {
        return Files.readAllLines(KEPT.resolve(target.directory() + ".txt")).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    /**
     * Writes the inputs as files, to begin with, where a fuzzer wants them.
     *
     * @param arguments the directory, in which each target has its own
     * @throws IOException if that fails
     */
    public static void main(String[] arguments) throws IOException {
        for (Target target : Target.values()) {
            Path directory = Files.createDirectories(Path.of(arguments[0], target.directory()));
            int number = 0;
            for (byte[] input : kept(target)) {
                Files.write(directory.resolve("kept-" + number++), input);
            }
        }
    }
}
