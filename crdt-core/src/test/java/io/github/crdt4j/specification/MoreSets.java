package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Event;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Keys;
import io.github.crdt4j.laws.Subject;
import io.github.crdt4j.laws.View;
import io.github.crdt4j.set.GSet;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.RWSet;
import io.github.crdt4j.set.TwoPSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The specifications of the sets in which a remove competes with an add, and of the one without removes. "+x" adds, "-x" removes, "clear"
 * clears.
 */
final class MoreSets {

    private static final List<String> ELEMENTS = List.of("Aa", "BB", "x");

    private MoreSets() {}

    /** A subject that adds and removes few elements. */
    private abstract static class AddsAndRemoves<S extends io.github.crdt4j.Crdt<S>> implements Subject<S, String> {
        @Override
        public String draw(RandomGenerator random) {
            return (random.nextBoolean() ? "+" : "-") + Keys.text(random);
        }

        @Override
        public S apply(S state, Issuer issuer, String operation) {
            String element = operation.substring(1);
            return operation.charAt(0) == '+' ? add(state, issuer, element) : remove(state, issuer, element);
        }

        abstract S add(S state, Issuer issuer, String element);

        abstract S remove(S state, Issuer issuer, String element);

        @Override
        public Object expected(View<String> visible) {
            return Stream.concat(
                            ELEMENTS.stream(),
                            visible.events().stream()
                                    .map(event -> event.operation().substring(1)))
                    .filter(element -> isPresent(visible, element))
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean isPresent(View<String> visible, String element) {
            throw new AssertionError(visible + " " + element);
        }

        @Override
        public Set<Promise> promises() {
            return EnumSet.allOf(Promise.class);
        }
    }

    private static Stream<Event<String>> all(View<String> visible, String operation) {
        return visible.events().stream().filter(event -> event.operation().equals(operation));
    }

    static final Subject<GSet<String>, String> GROW_ONLY = new AddsAndRemoves<>() {
        @Override
        public GSet<String> bottom() {
            return GSet.empty();
        }

        @Override
        public String draw(RandomGenerator random) {
            return random.nextInt(3) == 0 ? "both" : "+" + Keys.text(random);
        }

        @Override
        public GSet<String> apply(GSet<String> state, Issuer issuer, String operation) {
            return operation.equals("both")
                    ? state.addAll(issuer.self(), List.of("Aa", "BB"))
                    : super.apply(state, issuer, operation);
        }

        @Override
        GSet<String> add(GSet<String> state, Issuer issuer, String element) {
            return state.add(issuer.self(), element);
        }

        @Override
        GSet<String> remove(GSet<String> state, Issuer issuer, String element) {
            throw new AssertionError(element);
        }

        @Override
        public Object value(GSet<String> state) {
            return state.elements();
        }

        @Override
        boolean isPresent(View<String> visible, String element) {
            return all(visible, "+" + element).findAny().isPresent()
                    || List.of("Aa", "BB").contains(element)
                            && all(visible, "both").findAny().isPresent();
        }
    };

    /** Elements with an add, none of which a visible remove has seen: what the type refuses is left out. */
    static final Subject<TwoPSet<String>, String> TWO_PHASES = new AddsAndRemoves<>() {
        @Override
        public TwoPSet<String> bottom() {
            return TwoPSet.empty();
        }

        @Override
        TwoPSet<String> add(TwoPSet<String> state, Issuer issuer, String element) {
            return state.isRemoved(element) ? state : state.add(issuer.self(), element);
        }

        @Override
        TwoPSet<String> remove(TwoPSet<String> state, Issuer issuer, String element) {
            boolean isKnown = state.contains(element) || state.isRemoved(element);
            return isKnown ? state.remove(issuer.self(), element) : state;
        }

        @Override
        public Object value(TwoPSet<String> state) {
            return state.elements();
        }

        @Override
        boolean isPresent(View<String> visible, String element) {
            return all(visible, "+" + element).findAny().isPresent()
                    && all(visible, "+" + element).noneMatch(add -> visible.seenBy(add, ("-" + element)::equals));
        }
    };

    /**
     * The same where each add is of an element of its own: which adds are refused depends on more than the updates that survive a removal
     * of the key. "-x" removes those of x that are present.
     */
    static final Subject<TwoPSet<String>, String> TWO_PHASES_OF_UNIQUE = new AddsAndRemoves<>() {
        @Override
        public TwoPSet<String> bottom() {
            return TwoPSet.empty();
        }

        @Override
        TwoPSet<String> add(TwoPSet<String> state, Issuer issuer, String element) {
            String own = unique(element, issuer);
            return state.isRemoved(own)
                    ? state
                    : state.add(issuer.self(), own); // removed where a history repeats an update
        }

        @Override
        TwoPSet<String> remove(TwoPSet<String> state, Issuer issuer, String element) {
            TwoPSet<String> next = state;
            for (String present : state.elements()) {
                next = present.startsWith(element + "@") ? next.remove(issuer.self(), present) : next;
            }
            return next;
        }

        private String unique(String element, Issuer issuer) {
            boolean isNumber = Character.isDigit(element.charAt(0)); // what a trap writes is unique as it is
            return isNumber ? element : element + "@" + issuer.stamp();
        }

        @Override
        public Object value(TwoPSet<String> state) {
            return state.elements();
        }

        @Override
        public Object expected(View<String> visible) {
            return visible.events().stream()
                    .filter(event -> event.operation().charAt(0) == '+')
                    .filter(add -> !visible.seenBy(add, ("-" + add.operation().substring(1))::equals))
                    .map(add -> unique(add.operation().substring(1), add.issuer()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    };

    /** Elements with an add whose every visible remove was seen by some visible add. */
    private static class RemoveWins extends AddsAndRemoves<RWSet<String>> {
        @Override
        public RWSet<String> bottom() {
            return RWSet.empty();
        }

        @Override
        RWSet<String> add(RWSet<String> state, Issuer issuer, String element) {
            return state.add(issuer.self(), element);
        }

        @Override
        RWSet<String> remove(RWSet<String> state, Issuer issuer, String element) {
            return state.remove(issuer.self(), element);
        }

        @Override
        public Object value(RWSet<String> state) {
            return state.elements();
        }

        @Override
        boolean isPresent(View<String> visible, String element) {
            return isPresent(visible, element, any -> true);
        }

        /** Among the events that meet a condition. */
        private boolean isPresent(View<String> visible, String element, Predicate<Event<String>> among) {
            List<Event<String>> adds = all(visible, "+" + element).filter(among).toList();
            return !adds.isEmpty()
                    && visible.events().stream()
                            .filter(among)
                            .filter(event -> removes(visible, event, element))
                            .allMatch(remove -> adds.stream().anyMatch(add -> visible.before(remove, add)));
        }

        /** A clear removes what was present where it was issued. */
        private boolean removes(View<String> visible, Event<String> event, String element) {
            return event.operation().equals("-" + element)
                    || event.operation().equals("clear")
                            && isPresent(visible, element, earlier -> visible.before(earlier, event));
        }
    }

    static final Subject<RWSet<String>, String> REMOVE_WINS = new RemoveWins() {
        @Override
        public String draw(RandomGenerator random) {
            return random.nextInt(8) == 0 ? "clear" : super.draw(random);
        }

        @Override
        public RWSet<String> apply(RWSet<String> state, Issuer issuer, String operation) {
            return operation.equals("clear") ? state.clear(issuer.self()) : super.apply(state, issuer, operation);
        }
    };

    /** Without clears: what one removes depends on more than the updates that survive a removal of the key. */
    static final Subject<RWSet<String>, String> REMOVE_WINS_IN_MAPS = new RemoveWins();

    /** The add or remove with the greatest counter. */
    static Subject<LWWElementSet<String>, String> lastWriter(LWWElementSet.Bias bias) {
        return new AddsAndRemoves<>() {
            @Override
            public LWWElementSet<String> bottom() {
                return LWWElementSet.empty(bias);
            }

            @Override
            LWWElementSet<String> add(LWWElementSet<String> state, Issuer issuer, String element) {
                return state.add(issuer.stamp(), element);
            }

            @Override
            LWWElementSet<String> remove(LWWElementSet<String> state, Issuer issuer, String element) {
                return state.remove(issuer.stamp(), element);
            }

            @Override
            public Object value(LWWElementSet<String> state) {
                return state.elements();
            }

            @Override
            boolean isPresent(View<String> visible, String element) {
                long added = greatest(visible, "+" + element);
                long removed = greatest(visible, "-" + element);
                return bias == LWWElementSet.Bias.ADD ? added >= 0 && added >= removed : added > removed;
            }

            private long greatest(View<String> visible, String operation) {
                return all(visible, operation)
                        .mapToLong(event -> event.issuer().stamp().counter())
                        .max()
                        .orElse(-1);
            }
        };
    }
}
