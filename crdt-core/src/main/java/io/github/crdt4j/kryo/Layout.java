package io.github.crdt4j.kryo;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.causal.Components;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.internal.causal.Parts;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/** The components of a registered record of states: their names and kinds, and the check numbers that stand for both in bytes. */
final class Layout {

    /** How many bytes a check number takes. */
    static final int CHECK_LENGTH = 3;

    private final String type;
    private final List<String> names;
    private final List<String> kinds;
    private final List<Causal<?>> bottoms;
    private final int[] checks;

    private Layout(String type, List<String> names, List<Causal<?>> bottoms) {
        this.type = type;
        this.names = names;
        this.bottoms = bottoms;
        this.kinds = bottoms.stream().map(Layout::kind).toList();
        this.checks = new int[names.size()];
        var distinct = new HashSet<Integer>();
        for (int i = 0; i < checks.length; i++) {
            checks[i] = check(names.get(i) + ":" + kinds.get(i));
            if (!distinct.add(checks[i])) {
                throw new IllegalArgumentException(
                        "component " + names.get(i) + " of " + type + " cannot be told from another one: rename it");
            }
        }
    }

    /**
     * The layout of records that begin as a given one.
     *
     * @param given the names of the components in the order of zip, none when they are to be found
     */
    static Layout of(Composite<?> empty, List<String> given) {
        Components components = components(empty);
        String type = empty.getClass().getName();
        for (int i = 0; i < components.states().size(); i++) {
            Causal<?> component = components.states().get(i);
            if (!component.isEmpty() || !component.context().isEmpty()) {
                throw new IllegalArgumentException(
                        "component " + components.names().get(i) + " of " + type + " is " + component
                                + ": hand composite(...) a record all of whose components are empty");
            }
        }
        if (given.isEmpty()) {
            if (!components.states().isEmpty() && !isNamed(empty.getClass(), components.names())) {
                throw new IllegalArgumentException(
                        "the names of the " + components.states().size() + " components of " + type
                                + " cannot be found: add them, in the order of zip, to composite(...)");
            }
            return new Layout(type, components.names(), components.states());
        }
        if (given.size() != components.states().size()) {
            throw new IllegalArgumentException("zip of " + type + " hands over "
                    + components.states().size() + " components, and " + given.size() + " names are given: " + given);
        }
        return new Layout(type, List.copyOf(given), components.states());
    }

    @SuppressWarnings("unchecked") // a record is of its own type
    private static <P extends Composite<P>> Components components(Composite<?> empty) {
        return Components.of((P) empty);
    }

    /** Whether names are those of the components of a record class, whose module may keep them secret. */
    private static boolean isNamed(Class<?> type, List<String> names) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet())
                        .equals(Set.copyOf(names));
    }

    /** The name of the type of a component, as docs/format.md has it. */
    private static String kind(Object bottom) {
        if (Types.of(bottom.getClass()) != null) {
            String name = bottom.getClass().getSimpleName();
            Parts<Object, ?> parts = Parts.of(bottom);
            return parts != null && parts.store(bottom).schema() instanceof Crdt<?> nested
                    ? name + "[" + kind(nested) + "]"
                    : name;
        }
        return bottom instanceof Composite<?> ? "record" : "own";
    }

    /** Three bytes of a checksum. */
    static int check(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue() & 0xFFFFFF;
    }

    int size() {
        return checks.length;
    }

    Causal<?> bottom(int component) {
        return bottoms.get(component);
    }

    int check(int component) {
        return checks[component];
    }

    /**
     * Refuses what a peer says its first components are, unless they are the first ones here.
     *
     * @param known how many were found to be the same before
     * @param there the check numbers of those that follow
     */
    void compare(Decoder in, int from, int id, int known, int[] there) {
        boolean same = known + there.length <= checks.length;
        for (int i = 0; same && i < there.length; i++) {
            same = there[i] == checks[known + i];
        }
        if (same) {
            return;
        }
        List<String> found = new ArrayList<>(names.subList(0, known));
        for (int check : there) {
            found.add(name(check));
        }
        String record = "record " + id + " (" + type + ")";
        if (found.size() > names.size() && found.subList(0, names.size()).equals(names)) {
            throw in.bad(
                    record + " has components there that are not known here, after " + list(names)
                            + ": all peers must read a new component before one writes it",
                    from);
        }
        int first = 0;
        while (first < Math.min(found.size(), names.size()) && found.get(first).equals(names.get(first))) {
            first++;
        }
        throw in.bad(
                record + " has " + list(found) + " there and " + list(names) + " here"
                        + (found.contains("?") && first < names.size()
                                ? "; component " + (first + 1) + " here is " + names.get(first) + ", of type "
                                        + kinds.get(first)
                                : ""),
                from);
    }

    private String name(int check) {
        for (int i = 0; i < checks.length; i++) {
            if (checks[i] == check) {
                return names.get(i);
            }
        }
        return "?";
    }

    private static String list(List<String> names) {
        return names.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
