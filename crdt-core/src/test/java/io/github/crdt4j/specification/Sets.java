package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.set.ORSet;
import java.util.EnumSet;
import java.util.List;
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
            return List.of("+x", "+x", "+y", "-x", "-x", "-y", "clear", "swap").get(random.nextInt(8));
        }

        @Override
        public ORSet<String> apply(ORSet<String> state, Issuer issuer, String operation) {
            return switch (operation) {
                case "clear" -> state.clear();
                case "swap" ->
                    state.edit(issuer.self(), editor -> {
                        editor.remove("y");
                        editor.add("x");
                        editor.remove("x");
                        editor.add("y");
                        editor.add("z");
                        editor.remove("z");
                    });
                default ->
                    operation.charAt(0) == '+'
                            ? state.add(issuer.self(), operation.substring(1))
                            : state.remove(operation.substring(1));
            };
        }

        @Override
        public Object value(ORSet<String> state) {
            return Set.copyOf(state.elements());
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
            return operation.equals("swap") ? "y" : operation.charAt(0) == '+' ? operation.substring(1) : null;
        }

        private boolean removes(String operation, String element) {
            return operation.equals("clear") || operation.equals("swap") || operation.equals("-" + element);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    };
}
