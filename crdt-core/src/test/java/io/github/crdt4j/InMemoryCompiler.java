package io.github.crdt4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source against the class path of the tests, and loads what comes of it. */
final class InMemoryCompiler {

    private InMemoryCompiler() {}

    /** The class of the given name; fails with what the compiler says, telling where the source is from. */
    static Class<?> compile(String origin, String className, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new DiagnosticCollector<JavaFileObject>();
        try (var classes = new Classes(compiler.getStandardFileManager(said, Locale.ROOT, null))) {
            List<String> options =
                    List.of("-proc:none", "-Xlint:none", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, classes, said, options, null, List.of(new Source(className, text)))
                    .call()) {
                throw new AssertionError(origin + " does not compile:\n" + errors(said, text));
            }
            return Class.forName(className, true, classes.loader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(origin + " declares no " + className, e);
        }
    }

    private static String errors(DiagnosticCollector<JavaFileObject> said, String text) {
        List<String> lines = text.lines().toList();
        return said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(error -> error.getMessage(Locale.ROOT) + "\n  in: "
                        + lines.get((int) error.getLineNumber() - 1).strip())
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> bytes = new TreeMap<>();

        Classes(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        ClassLoader loader() {
            return new ClassLoader(InMemoryCompiler.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String className) throws ClassNotFoundException {
                    ByteArrayOutputStream found = bytes.get(className);
                    if (found == null) {
                        throw new ClassNotFoundException(className);
                    }
                    return defineClass(className, found.toByteArray(), 0, found.size());
                }
            };
        }
    }
}
