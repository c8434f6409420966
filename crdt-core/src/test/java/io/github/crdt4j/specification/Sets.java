package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.set.ORSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The specification of an add-wins set: the elements with an add that no visible remove has seen. */
final class Sets {

    private Sets() {}

    /** "+x" adds, "-x" removes, "clear" clears, "+-x" adds and removes and "swap" exchanges, in one edit. */
    static final Subject<ORSet<String>, String> ADD_WINS = new Subject<>() {
        @Override
        public ORSet<String> bottom() {
            return ORSet.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return switch (random.nextInt(8)) {
                case 0, 1, 2 -> "+" + Keys.text(random);
                case 3, 4, 5 -> "-" + Keys.text(random);
                case 6 -> "clear";
                default -> "swap";
            };
        }

        @Override
        public ORSet<String> apply(ORSet<String> state, Issuer issuer, String operation) {
            return switch (operation) {
                case "clear" -> state.clear();
                case "swap" ->
                    state.edit(issuer.self(), editor -> {
                        editor.remove("BB");
                        editor.add("Aa");
                        editor.remove("Aa");
                        editor.add("BB");
                        editor.add("x");
                        editor.remove("x");
                    });
                default ->
                    operation.charAt(0) == '+'
                            ? state.add(issuer.self(), operation.substring(1))
                            : state.remove(operation.substring(1));
            };
        }

        @Override
        public Object value(ORSet<String> state) {
            return state.elements();
        }

        @Override
        public Object expected(View<String> visible) {
            return visible.events().stream()
                    .filter(event -> adds(event.operation()) != null)
                    .filter(add -> !visible.seenBy(add, operation -> removes(operation, adds(add.operation()))))
                    .map(add -> adds(add.operation()))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private String adds(String operation) {
            return operation.equals("swap") ? "BB" : operation.charAt(0) == '+' ? operation.substring(1) : null;
        }

        private boolean removes(String operation, String element) {
            return operation.equals("clear") || operation.equals("swap") || operation.equals("-" + element);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };

    /** The same of elements that have no order and one hash code. */
    static final Script<ORSet<Keys.Opaque>> OPAQUE = Script.startingWith(ORSet.<Keys.Opaque>empty())
            .step(
                    "add",
                    Keys::opaque,
                    (ORSet<Keys.Opaque> set, Issuer issuer, Keys.Opaque e) -> set.add(issuer.self(), e))
            .step("remove", Keys::opaque, (ORSet<Keys.Opaque> set, Issuer issuer, Keys.Opaque e) -> set.remove(e))
            .reading(ORSet::elements)
            .specifiedBy(visible -> visible.events().stream()
                    .filter(event -> event.operation().name().equals("add"))
                    .filter(add -> !visible.seenBy(
                            add,
                            call -> call.equals(
                                    new Script.Call("remove", add.operation().argument()))))
                    .map(add -> add.operation().argument())
                    .collect(Collectors.toUnmodifiableSet()))
            .promising(EnumSet.allOf(Subject.Promise.class));
}
