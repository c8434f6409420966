package io.github.crdt4j.examples;

import io.github.crdt4j.examples.ads.AdsCommand;
import io.github.crdt4j.examples.oplog.OplogCommand;
import io.github.crdt4j.examples.service.ServiceCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the examples. */
@Command(
        name = "crdt-examples",
        description = "Conflict-free replicated data types at work.",
        subcommands = {
            QuickstartCommand.class,
            CartCommand.class,
            AdsCommand.class,
            OplogCommand.class,
            ServiceCommand.class
        },
        synopsisSubcommandLabel = "(quickstart | cart | ads | oplog | service)")
public final class Main {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli looks for it
    private boolean help;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit status.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        if (System.getProperty("kryo.unsafe") == null) {
            // Kryo does without Unsafe, of whose use recent JDKs warn
            System.setProperty("kryo.unsafe", "false");
        }
        System.exit(commandLine().execute(arguments));
    }

    /**
     * The commands, ready to {@linkplain CommandLine#execute execute}.
     *
     * @return a new command line
     */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler(Main::complain);
    }

    private static String message(ParameterException error) {
        CommandLine command = error.getCommandLine();
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(error.getMessage());
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "no such option: " + first;
        }
        return command.getParent() == null
                ? "no such command: " + first
                : "'" + first + "' is not expected: arguments go after the name of an option";
    }

    /** Says what is wrong in one line; the help of a command would scroll it away. */
    private static int complain(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandName() + ": " + message(error));
        if (command.getParent() == null) {
            command.usage(err);
        } else {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
