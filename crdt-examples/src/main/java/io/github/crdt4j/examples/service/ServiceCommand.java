package io.github.crdt4j.examples.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one process of the service, or three of them at once. */
@Command(
        name = "service",
        description =
                "A cart at several processes that gossip over HTTP, with files that outlive a kill. Without a name, three of"
                        + " them run in this process; the page shows them side by side.")
public final class ServiceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--name", description = "The name of this replica; no other process may have it.")
    private @Nullable String name;

    @Option(
            names = "--port",
            description = "Where to listen on this machine; of three, the first. Default: ${DEFAULT-VALUE}.")
    private int port = 7401;

    @Option(
            names = "--members",
            split = ",",
            description = "The addresses of all processes, such as http://localhost:7401,http://localhost:7402.")
    private List<URI> members = List.of();

    @Option(names = "--directory", description = "Where files are kept. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("cart");

    @Option(names = "--seconds", description = "How long to run; 0, the default, until it is killed.")
    private long seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name != null && members.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--name needs --members, the addresses of all processes");
        }
        List<String> names = name == null ? List.of("berlin", "tokyo", "lima") : List.of(name);
        List<CartNode> nodes = new ArrayList<>();
        try {
            for (String each : names) {
                int own = port == 0 ? 0 : port + nodes.size();
                var node = new CartNode(each, own, directory.resolve(each), Duration.ofMillis(200));
                nodes.add(node);
                spec.commandLine().getOut().println(each + " at " + node.address() + ": " + node.beginning());
            }
            List<URI> all = name == null ? nodes.stream().map(CartNode::address).toList() : members;
            nodes.forEach(node -> node.members(all));
            spec.commandLine()
                    .getOut()
                    .println("Open " + nodes.get(0).address() + "/?nodes="
                            + all.stream().map(URI::toString).collect(Collectors.joining(",")));
            spec.commandLine().getOut().flush();
            Thread.sleep(
                    seconds == 0 ? Long.MAX_VALUE : Duration.ofSeconds(seconds).toMillis());
            return 0;
        } finally {
            for (CartNode node : nodes) {
                node.close();
            }
        }
    }
}
