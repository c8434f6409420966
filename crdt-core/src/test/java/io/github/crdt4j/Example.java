package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Java code from the documentation: what may stand in a method, types included. The public packages of this library and a
 * few of the JDK's are imported. A comment at the end of a statement is a promise of what the statement prints, assigns
 * or yields; remarks have lines of their own.
 *
 * @param name where it is from
 * @param given code that goes before it, to declare what it takes for granted
 * @param code the code
 */
record Example(String name, String given, String code) {

    private static final List<String> JDK_PACKAGES =
            List.of("java.time", "java.util", "java.util.function", "java.util.random");

    private static final Pattern PRINTS = Pattern.compile("(\\s*System\\.out\\.println\\(.*\\);)\\s*// (.*)");
    private static final Pattern ASSIGNS = Pattern.compile("(\\s*(?:\\S.* )?(\\w+) = .*;)\\s*// (.*)");
    private static final Pattern YIELDS = Pattern.compile("\\s*(\\S.*);\\s*// (.*)");

    /** Compiles it, whatever its comments say; fails with what the compiler says. */
    void compile() {
        var unused = compiled(code);
    }

    /** Runs it, checks what it promises, and returns what it printed. */
    String run() throws ReflectiveOperationException {
        var bytes = new ByteArrayOutputStream();
        var promises = new ArrayList<String>();
        Class<?> compiled =
                compiled(code.lines().map(line -> checked(line, promises)).collect(Collectors.joining("\n")));
        BiConsumer<Object, String> promised = (value, text) -> assertEquals(text, String.valueOf(value), name);
        try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            compiled.getMethod("run", PrintStream.class, BiConsumer.class).invoke(null, out, promised);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " throws " + e.getCause(), e.getCause());
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        if (!promises.isEmpty()) {
            assertEquals(promises, printed.lines().toList(), name);
        }
        return printed;
    }

    private Class<?> compiled(String body) {
        String imports = Stream.concat(Project.publicPackages().stream(), JDK_PACKAGES.stream())
                .map(room -> "import " + room + ".*;")
                .collect(Collectors.joining("\n"));
        String source = String.join(
                "\n",
                imports,
                "public class Documented {",
                "static java.io.PrintStream out;",
                "static BiConsumer<Object, String> promised;",
                "public static void run(java.io.PrintStream stream, BiConsumer<Object, String> check) throws Exception {",
                "out = stream; promised = check;",
                given,
                body.replace("System.out.", "out."),
                "}}");
        return InMemoryCompiler.compile(name, "Documented", source);
    }

    private static String checked(String line, List<String> printed) {
        Matcher prints = PRINTS.matcher(line);
        Matcher assigns = ASSIGNS.matcher(line);
        Matcher yields = YIELDS.matcher(line);
        String statement = line;
        if (prints.matches()) {
            printed.add(prints.group(2));
        } else if (assigns.matches()) {
            statement =
                    assigns.group(1) + " promised.accept(" + assigns.group(2) + ", " + quoted(assigns.group(3)) + ");";
        } else if (yields.matches()) {
            statement = "promised.accept(" + yields.group(1) + ", " + quoted(yields.group(2)) + ");";
        }
        return statement;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
