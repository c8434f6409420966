package io.github.crdt4j.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Runs commands as the shell would, and keeps what they print. */
public final class CommandLines {

    /**
     * What a command did.
     *
     * @param status its exit status
     * @param out what it printed
     * @param err what it complained about
     */
    public record Result(int status, String out, String err) {

        /** The lines it printed. */
        public List<String> lines() {
            return out.lines().toList();
        }

        /** The last line it printed. */
        public String lastLine() {
            return lines().get(lines().size() - 1);
        }
    }

    private CommandLines() {}

    /** Runs a command. */
    public static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(err));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int status = commands.execute(arguments);
        commands.getOut().flush();
        commands.getErr().flush();
        return new Result(status, out.toString(), err.toString());
    }
}
