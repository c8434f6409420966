package io.github.crdt4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this project, as a test finds them. */
public final class Project {

    private static final Pattern EXPORT = Pattern.compile("(?m)^\\s*exports ([\\w.]+);");

    private Project() {}

    /** The directory that holds the README. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("crdt-core").resolve("pom.xml"))) {
            directory = Objects.requireNonNull(directory.getParent(), "a directory above with crdt-core in it");
        }
        return directory;
    }

    /** The text of a file, its path relative to the root. */
    public static String read(String path) {
        return read(root().resolve(path));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a directory, in order; the path relative to the root. */
    static List<Path> files(String path) {
        try (Stream<Path> files = Files.walk(root().resolve(path))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages whose types users see. */
    static List<String> publicPackages() {
        return EXPORT.matcher(read("crdt-core/src/main/java/module-info.java"))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
