package io.github.crdt4j.examples;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.map.ORMap;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The shopping cart of Dynamo (DeCandia et al., SOSP 2007), whose versions are reconciled by union, so that "deleted items
 * can resurface" (section 4.4), beside the same cart as a map of counters.
 */
@Command(name = "cart", description = "Dynamo's shopping cart: what comes back from the dead there does not here.")
public final class CartCommand implements Runnable {

    /** The shopping cart as a CRDT. */
    private record Cart(ReplicaId self, ORMap<String, PNCounter> items) {

        Cart add(String item, long amount) {
            return new Cart(self, items.update(self, item, count -> count.increment(self, amount)));
        }

        Cart remove(String item) {
            return new Cart(self, items.remove(item));
        }

        long amount(String item) {
            return items.get(item).value();
        }
    }

    /** The shopping cart as Dynamo's application kept it: whatever either version holds is in the cart. */
    private record UnionCart(Map<String, Long> items) {

        UnionCart add(String item, long amount) {
            Map<String, Long> next = new TreeMap<>(items);
            next.merge(item, amount, Long::sum);
            return new UnionCart(next);
        }

        UnionCart remove(String item) {
            Map<String, Long> next = new TreeMap<>(items);
            next.remove(item);
            return new UnionCart(next);
        }

        UnionCart merge(UnionCart other) {
            Map<String, Long> union = new TreeMap<>(items);
            other.items.forEach((item, amount) -> union.merge(item, amount, Math::max));
            return new UnionCart(union);
        }
    }

    @Spec
    private CommandSpec spec;

    /** For the command line. */
    public CartCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();

        UnionCart sharedUnion =
                new UnionCart(Map.of()).add("bread", 1).add("eggs", 12).add("milk", 2);
        UnionCart phoneUnion =
                sharedUnion.remove("bread").remove("milk").remove("eggs").add("eggs", 6);
        UnionCart laptopUnion = sharedUnion.add("milk", 1).add("wine", 1);
        UnionCart union = phoneUnion.merge(laptopUnion);

        ReplicaId phoneId = ReplicaId.fresh("phone");
        ReplicaId laptopId = ReplicaId.fresh("laptop");
        Cart shared = new Cart(phoneId, ORMap.empty(PNCounter.empty()))
                .add("bread", 1)
                .add("eggs", 12)
                .add("milk", 2);
        Cart phone = shared.remove("bread").remove("milk").remove("eggs").add("eggs", 6);
        Cart laptop = new Cart(laptopId, shared.items).add("milk", 1).add("wine", 1);
        Cart merged = new Cart(phoneId, phone.items.merge(laptop.items));

        out.println("The phone and the laptop start with the same cart: 1 bread, 12 eggs, 2 milk.");
        out.println("Then, out of touch with each other:");
        out.println("  the phone  removes the bread and the milk, removes the eggs and adds 6 again");
        out.println("  the laptop adds 1 milk and 1 wine");
        out.println("Back in touch, both carts are merged:");
        out.println();
        out.printf("  %-6s %10s %10s%n", "", "union cart", "ORMap");
        row(out, union, merged, "bread", "removed: in the union it resurfaces");
        row(out, union, merged, "eggs", "removed, then 6: in the union the 12 resurface");
        row(out, union, merged, "milk", "removed with its 2, concurrently 1 added: that 1 survives");
        row(out, union, merged, "wine", "added");
        out.println();
        boolean same = merged.items.equals(laptop.items.merge(phone.items));
        out.println("Merging in the other order gives " + (same ? "the same cart." : "ANOTHER CART."));
    }

    private static void row(PrintWriter out, UnionCart union, Cart merged, String item, String why) {
        String here = merged.items.containsKey(item) ? Long.toString(merged.amount(item)) : "-";
        Object there = union.items.getOrDefault(item, 0L);
        out.printf("  %-6s %10s %10s   %s%n", item, there, here, why);
    }
}
