package io.github.crdt4j.examples;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.io.PrintWriter;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The first example of the README, telling what happens. */
@Command(name = "quickstart", description = "Two replicas, concurrent changes, one result: the README's first example.")
public final class QuickstartCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** For the command line. */
    public QuickstartCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ReplicaId berlin = ReplicaId.fresh("berlin");
        ReplicaId tokyo = ReplicaId.fresh("tokyo");
        KryoCodec codec = KryoCodec.create();

        ORSet<String> inBerlin = ORSet.<String>empty().add(berlin, "eggs").add(berlin, "milk");
        ORSet<String> inTokyo = inBerlin;
        say(out, "Berlin and Tokyo have the same list:", inBerlin);

        inBerlin = inBerlin.remove("eggs").remove("milk");
        say(out, "Berlin removes the eggs and the milk:", inBerlin);
        inTokyo = inTokyo.add(tokyo, "milk").add(tokyo, "rice");
        say(out, "Tokyo meanwhile adds milk and rice:", inTokyo);

        byte[] bytes = codec.encode(inTokyo.delta(inBerlin));
        out.println("Tokyo sends what Berlin lacks: " + bytes.length + " bytes.");
        inBerlin = inBerlin.merge(codec.decode(bytes, inBerlin));
        say(out, "Berlin merges it:", inBerlin);

        inTokyo = inTokyo.merge(codec.decode(codec.encode(inBerlin), inTokyo));
        say(out, "Tokyo merges what Berlin has:", inTokyo);
        out.println("The eggs are gone. The milk stays: Tokyo added it where the removal had not been seen.");
    }

    private static void say(PrintWriter out, String what, ORSet<String> list) {
        out.printf("%-38s %s%n", what, new TreeSet<>(list.elements()));
    }
}
