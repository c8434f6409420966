package io.github.crdt4j.causal;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The components of a {@link Composite}, in the order in which its {@code zip} hands them over.
 *
 * <p>Making one checks {@code zip}: it must hand over each component exactly once, together with the same component of the
 * other record, and put each result in the place of its component. The check hands {@code zip} components that are told
 * apart by their contexts, three times. Every method of {@code Composite} makes this check when it first meets a class, and
 * the law kit makes it for each state that it reaches.
 *
 * @param names the names of the components: of a record those in its declaration, otherwise "component 1" and so on
 * @param states the components
 */
public record Components(List<String> names, List<Causal<?>> states) {

    /** The replica whose events mark components; nobody issues events under this id. */
    private static final ReplicaId MARK = ReplicaId.of("zip-check");

    /**
     * Copies the lists.
     *
     * @param names the names of the components
     * @param states the components
     * @throws IllegalArgumentException if there are more of one than of the other
     */
    public Components {
        names = List.copyOf(names);
        states = List.copyOf(states);
        if (names.size() != states.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + states.size() + " components");
        }
    }

    /**
     * Finds the components of a record, and checks its {@code zip}.
     *
     * @param record the record
     * @param <S> its class
     * @return its components
     * @throws IllegalArgumentException if {@code zip} forgets, repeats or exchanges components; the message names them
     */
    public static <S extends Composite<S>> Components of(S record) {
        return new Check<>(Objects.requireNonNull(record, "record")).run();
    }

    private static CausalContext mark(int number) {
        return CausalContext.of(new Dot(MARK, number));
    }

    /** The number that a component is marked with, 0 when it has no mark. */
    private static int markOf(Causal<?> component) {
        CausalContext context = component.context();
        long number = context.last(MARK);
        return number > 0 && context.equals(mark((int) number)) ? (int) number : 0;
    }

    /** A field that holds a component. */
    private record Held(String name, @Nullable Object value) {}

    private static final class Check<S extends Composite<S>> {

        private final S record;
        private final String type;
        private final List<Causal<?>> states = new ArrayList<>();

        Check(S record) {
            this.record = record;
            this.type = record.getClass().getName();
        }

        Components run() {
            S mine = marked(0);
            int count = states.size();
            S theirs = marked(count);
            Map<Integer, String> names = names(mine, count);
            var seen = new HashSet<Integer>();
            var calls = new Composite.Zip() {
                int call;

                @Override
                public <C extends Causal<C>> C apply(C a, C b) {
                    call++;
                    handed(markOf(a), markOf(b), call, count, names, seen);
                    return a;
                }
            };
            var unused = mine.zip(theirs, calls);
            if (calls.call != count) {
                throw wrong("hands over " + count + " components once, and " + calls.call + " the next time");
            }
            List<String> inOrder = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                inOrder.add(name(number, names));
            }
            return new Components(inOrder, states);
        }

        /** The record with each result of zip marked, by numbers that follow the given one. */
        private S marked(int after) {
            states.clear();
            S marked = record.zip(record, new Composite.Zip() {
                @Override
                public <C extends Causal<C>> C apply(C a, C b) {
                    states.add(Objects.requireNonNull(a, "a component"));
                    int number = after + states.size();
                    C result = a.witness().within(a, mark(number));
                    if (markOf(result) != number) {
                        throw new IllegalArgumentException("within(state, context) of a "
                                + a.getClass().getName() + " must return a state with that context, which has "
                                + result.context());
                    }
                    return result;
                }
            });
            if (marked == null) {
                throw new IllegalStateException("zip of " + type + " returned null");
            }
            return marked;
        }

        private void handed(int a, int b, int call, int count, Map<Integer, String> names, Set<Integer> seen) {
            if (a == 0 || a > 2 * count) {
                throw wrong("hands over something that is no component of the record");
            }
            if (a > count) {
                throw wrong("hands over " + name(a - count, names) + " of the other record before its own");
            }
            if (!seen.add(a)) {
                List<String> missing = new ArrayList<>();
                for (int number = 1; number <= count; number++) {
                    if (!seen.contains(number)) {
                        missing.add(name(number, names));
                    }
                }
                throw wrong("hands over " + name(a, names) + " twice"
                        + (missing.size() == 1 ? ", and never " + missing.get(0) : ""));
            }
            if (a != call) {
                throw wrong("puts the result for " + name(a, names) + " in the place of " + name(call, names));
            }
            if (b == a) {
                throw wrong("combines " + name(a, names) + " with itself, not with that of the other record");
            }
            if (b != a + count) {
                throw wrong("combines " + name(a, names) + " with "
                        + (b > count && b <= 2 * count ? name(b - count, names) : "something else")
                        + " of the other record");
            }
        }

        /** The names of the fields by the marks of what they hold, where fields can be read. */
        private Map<Integer, String> names(S marked, int count) {
            Map<Integer, String> names = new HashMap<>();
            for (Held field : fields(marked)) {
                if (!(field.value() instanceof Causal<?> component)) {
                    throw new IllegalArgumentException("component " + field.name() + " of " + type
                            + " is no causal state, and would be lost: put it into an LWWRegister or a Removable");
                }
                int number = markOf(component);
                if (number == 0 || number > count) {
                    throw wrong("does not hand over " + field.name());
                }
                String other = names.putIfAbsent(number, field.name());
                if (other != null) {
                    throw wrong("puts one result in the place of " + other + " and of " + field.name());
                }
            }
            return names;
        }

        /** The components of a record, or the causal states in the fields of another class; none where they are secret. */
        private static List<Held> fields(Object holder) {
            List<Held> held = new ArrayList<>();
            try {
                boolean isRecord = holder instanceof Record;
                for (Class<?> type = holder.getClass(); type != Object.class; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        int derived = Modifier.STATIC | Modifier.TRANSIENT;
                        boolean isCausal = Causal.class.isAssignableFrom(field.getType());
                        if ((field.getModifiers() & derived) == 0 && (isRecord || isCausal)) {
                            field.setAccessible(true);
                            held.add(new Held(field.getName(), field.get(holder)));
                        }
                    }
                }
            } catch (InaccessibleObjectException | IllegalAccessException e) {
                return List.of(); // a package that its module does not open: components have numbers instead of names
            }
            return held;
        }

        private static String name(int number, Map<Integer, String> names) {
            return names.getOrDefault(number, "component " + number);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("zip of " + type + " " + what
                    + ": pass each component to apply once, with the same component of the other record, and put each"
                    + " result in the place of its component");
        }
    }
}
