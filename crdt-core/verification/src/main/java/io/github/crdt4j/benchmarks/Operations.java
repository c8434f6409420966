package io.github.crdt4j.benchmarks;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.op.CausalBroadcast;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.Receipt;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Prints, as Markdown tables, how many operations a second go through the causal broadcast, beside the commands of
 * wurmloch-crdt, and how many bytes a change takes as an operation, as a delta and as a state. Rows in which operations of
 * this library lose are bold.
 */
public final class Operations {

    private static final List<String> TYPES = List.of("set", "counter");
    private static final List<Integer> REPLICAS = List.of(3, 100);
    private static final List<Integer> DISORDER = List.of(0, 10, 50);
    private static final List<Integer> BATCHES = List.of(1, 10);
    private static final int SECOND = 1_000_000;

    private Operations() {}

    /**
     * Measures.
     *
     * @param arguments --full, which is the default, --quick, or --smoke, which only shows that everything runs
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws RunnerException {
        var trials = new Trials(arguments.length == 0 ? Effort.FULL : Effort.of(arguments[0]));
        List<Workload> broadcasts = DISORDER.stream()
                .map(disorder -> workload("broadcast", "counter", disorder).libraries("crdt4j"))
                .toList();
        trials.run(broadcasts);
        List<Workload> types = TYPES.stream().flatMap(Operations::workloads).toList();
        trials.run(types);
        trials.writeTo("target/operations.json");
        System.out.println("| operations a second | replicas | crdt4j | wurmloch | crdt4j / wurmloch | early, again |");
        System.out.println("|---|---|---|---|---|---|");
        for (int replicas : REPLICAS) {
            broadcasts.forEach(workload -> System.out.println(row(trials, workload, replicas)));
        }
        for (String type : TYPES) {
            for (int replicas : REPLICAS) {
                workloads(type).forEach(workload -> System.out.println(row(trials, workload, replicas)));
            }
        }
        System.out.println();
        System.out.println("| bytes of a message | replicas | operations | delta | state | delta / operations |"
                + " state / operations |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String type : TYPES) {
            for (int replicas : REPLICAS) {
                BATCHES.forEach(batch -> System.out.println(bytes(type, replicas, batch)));
            }
        }
    }

    private static Stream<Workload> workloads(String type) {
        return Stream.concat(
                DISORDER.stream().map(disorder -> workload("receive", type, disorder)),
                Stream.of(workload("send", type, 0)));
    }

    private static Workload workload(String method, String type, int disorder) {
        String words = switch (method) {
            case "broadcast" -> "through `CausalBroadcast` alone, ";
            case "receive" -> type + ": received and carried out, ";
            default -> type + ": made";
        };
        String much = method.equals("send") ? "" : disorder + " % late, " + disorder + " % again";
        return Workload.of(
                        words + much,
                        "OperationBenchmark." + method,
                        Map.of("type", type, "disorder", Integer.toString(disorder)))
                .sizes(REPLICAS.toArray(Integer[]::new))
                .quick(REPLICAS.toArray(Integer[]::new))
                .libraries("crdt4j", "wurmloch");
    }

    private static String row(Trials trials, Workload workload, int replicas) {
        double ours = SECOND / trials.micros(workload, "crdt4j", replicas);
        double peer = SECOND / trials.micros(workload, "wurmloch", replicas);
        String mark = ours < peer ? "**" : "";
        return String.join(
                " | ",
                "| " + workload.words(),
                Integer.toString(replicas),
                marked(mark, Figures.of(ours)),
                marked(mark, Figures.of(peer)),
                marked(mark, Figures.of(ours / peer)),
                (workload.call().equals("send") ? "" : outcomes(workload, replicas)) + " |");
    }

    /** Of the messages that are delivered, how many are held back, and how many dropped. */
    private static String outcomes(Workload workload, int replicas) {
        int disorder = Integer.parseInt(workload.parameters().get("disorder"));
        var history = new OperationHistory<>(
                OperationLibrary.of("crdt4j", workload.parameters().get("type"), replicas + 1), replicas);
        var broadcast = new CausalBroadcast<>(ReplicaId.of("reader"));
        var outcomes = new EnumMap<Receipt.Outcome, Integer>(Receipt.Outcome.class);
        history.first().forEach(message -> receive(broadcast, message));
        history.delivery(disorder, 1).forEach(message -> outcomes.merge(receive(broadcast, message), 1, Integer::sum));
        return percent(outcomes.getOrDefault(Receipt.Outcome.HELD, 0)) + ", "
                + percent(outcomes.getOrDefault(Receipt.Outcome.DUPLICATE, 0));
    }

    @SuppressWarnings("unchecked") // the payload is any object
    private static Receipt.Outcome receive(CausalBroadcast<Object> broadcast, Object message) {
        return broadcast.receive((OpMessage<Object>) message).outcome();
    }

    private static String percent(int messages) {
        return Math.round(100.0 * messages / OperationHistory.LENGTH) + " %";
    }

    private static String bytes(String type, int replicas, int batch) {
        List<Change> changes =
                new OperationHistory<>(OperationLibrary.of("crdt4j", type, replicas + 1), replicas).changes();
        OperationBytes.Sizes sizes = OperationBytes.of(type).measure(changes, replicas, batch);
        String mark = sizes.delta() < sizes.operations() ? "**" : "";
        return String.join(
                " | ",
                "| " + type + ", " + (batch == 1 ? "1 change" : batch + " changes"),
                Integer.toString(replicas),
                marked(mark, Figures.of(sizes.operations())),
                marked(mark, Figures.of(sizes.delta())),
                Figures.of(sizes.state()),
                marked(mark, Figures.of(sizes.delta() / sizes.operations())),
                Figures.of(sizes.state() / sizes.operations()) + " |");
    }

    private static String marked(String mark, String cell) {
        return cell.isEmpty() ? "" : mark + cell + mark;
    }
}
