package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a resolution of a multi-value register wrote, told from the updates it saw. */
final class Resolutions {

    private Resolutions() {}

    /** The writes: those asked for, and "r" with the number of siblings for each resolution that saw more than one. */
    static View<String> asWrites(View<String> visible) {
        Map<Event<String>, String> written = new HashMap<>();
        List<Event<String>> earlier = new ArrayList<>();
        for (Event<String> event : visible.events()) {
            if (event.operation().equals("!")) {
                List<Event<String>> seen = earlier.stream()
                        .filter(write -> visible.before(write, event))
                        .toList();
                long siblings = seen.stream()
                        .filter(write -> seen.stream().noneMatch(later -> visible.before(write, later)))
                        .count();
                if (siblings < 2) {
                    continue;
                }
                written.put(event, "r" + siblings);
            } else {
                written.put(event, event.operation());
            }
            earlier.add(event);
        }
        return visible.select(event -> written.containsKey(event)
                ? Stream.of(new Event<>(event.number(), event.issuer(), written.get(event)))
                : Stream.empty());
    }
}
