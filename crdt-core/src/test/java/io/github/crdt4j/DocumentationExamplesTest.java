package io.github.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples in the documentation of the public types compile. */
class DocumentationExamplesTest {

    private static final Pattern PRE = Pattern.compile("<pre>\\{@code\\R(.*?)\\R\\s*\\* \\}</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*\\* ?");

    private static final String TWO_REPLICAS = "ReplicaId a = ReplicaId.of(\"a\"), b = ReplicaId.of(\"b\");";

    private static final String MAX_REGISTER = """
            record MaxRegister(long value) implements Crdt<MaxRegister> {
                static final MaxRegister ZERO = new MaxRegister(0);
                public MaxRegister merge(MaxRegister other) {
                    return value >= other.value ? this : other;
                }
                MaxRegister raise(long to) {
                    return merge(new MaxRegister(to));
                }
            }
            class MaxRegisterSubject implements Subject<MaxRegister, Long> {
                public MaxRegister bottom() {
                    return new MaxRegister(0);
                }
                public Long draw(RandomGenerator random) {
                    return random.nextLong(5);
                }
                public MaxRegister apply(MaxRegister state, Issuer issuer, Long operation) {
                    return state.merge(new MaxRegister(operation));
                }
                public Object value(MaxRegister state) {
                    return state.value();
                }
                public Object expected(View<Long> visible) {
                    return visible.events().stream().mapToLong(Event::operation).max().orElse(0);
                }
            }
            """;

    /** What the example of a file takes for granted. */
    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("Replica.java", "GCounter received = GCounter.empty();"),
            Map.entry("AntiEntropy.java", """
                    interface Network {
                        void send(ReplicaId to, byte[] message);
                    }
                    interface Store {
                        void save(GCounter state);
                    }
                    KryoCodec codec = KryoCodec.create();
                    Store store = saved -> {};
                    Replica<GCounter> replica = Replica.of(ReplicaId.of("a"), GCounter.empty());
                    ReplicaId peer = ReplicaId.of("b");
                    Network network = (to, bytesOfIt) -> {};
                    """),
            Map.entry("Gossip.java", """
                    KryoCodec codec = KryoCodec.create();
                    Replica<GCounter> replica = Replica.of(ReplicaId.of("a"), GCounter.empty());
                    ReplicaStore<GCounter> store = null;
                    Transport<String> transport = (to, message) -> true;
                    java.util.concurrent.ScheduledExecutorService executor = null;
                    """),
            Map.entry("FileStore.java", """
                    KryoCodec codec = KryoCodec.create();
                    var directory = java.nio.file.Files.createTempDirectory("store");
                    """),
            Map.entry("VectorClock.java", TWO_REPLICAS),
            Map.entry("CausalContext.java", TWO_REPLICAS),
            Map.entry("LamportClock.java", TWO_REPLICAS),
            Map.entry("HybridClock.java", TWO_REPLICAS),
            Map.entry("Laws.java", MAX_REGISTER + "var subject = new MaxRegisterSubject();"),
            Map.entry("CrdtProperties.java", MAX_REGISTER),
            Map.entry("Script.java", MAX_REGISTER),
            Map.entry("CausalBroadcast.java", """
                    OpMessage<String> arrived = new CausalBroadcast<String>(ReplicaId.of("b")).send("hi");
                    """),
            Map.entry("OpReplica.java", """
                    interface Network {
                        void send(OpMessage<List<OpGCounter.Increment>> message);
                    }
                    Network network = sent -> {};
                    var codec = OpCodec.of(KryoCodec.create(), OpGCounter.empty());
                    var other = OpReplica.of(ReplicaId.of("b"), OpGCounter.empty(), codec);
                    other.update(OpGCounter::increment);
                    OpMessage<List<OpGCounter.Increment>> arrived = other.flush().get(0);
                    """),
            Map.entry("OpCodec.java", """
                    var other = OpReplica.of(ReplicaId.of("a"), OpORSet.<String>empty(), OperationCheck.inMemory());
                    other.update(set -> set.add("x"));
                    OpMessage<List<OpORSet.Change<String>>> message = other.flush().get(0);
                    """),
            Map.entry("OpLaws.java", """
                    OpSubject<OpGCounter, OpGCounter.Increment, Long> subject = new OpSubject<>() {
                        public OpGCounter initial() {
                            return OpGCounter.empty();
                        }
                        public Long draw(RandomGenerator random) {
                            return random.nextLong(5);
                        }
                        public void apply(OpEditor<OpGCounter, OpGCounter.Increment> editor, Issuer issuer, Long what) {
                            editor.apply(editor.state().increment(what));
                        }
                        public Object value(OpGCounter state) {
                            return state.value();
                        }
                        public Object expected(View<Long> visible) {
                            return visible.events().stream().mapToLong(Event::operation).sum();
                        }
                    };
                    """),
            Map.entry("KryoCodec.java", "ORSet<String> tags = ORSet.empty();"),
            Map.entry("CompositeSerializer.java", """
                    var kryo = new com.esotericsoftware.kryo.Kryo();
                    record Profile(ORSet<String> tags) implements Composite<Profile> {
                        static final Profile EMPTY = new Profile(ORSet.empty());
                        public Profile zip(Profile other, Zip with) {
                            return new Profile(with.apply(tags, other.tags));
                        }
                    }
                    """));

    private static List<Example> examples() {
        return Project.files("crdt-core/src/main/java").stream()
                .filter(file -> file.toString().endsWith(".java"))
                .flatMap(file -> {
                    String name = file.getFileName().toString();
                    return PRE.matcher(Project.read(file))
                            .results()
                            .map(match -> MARGIN.matcher(match.group(1)).replaceAll(""))
                            .map(code -> new Example(name, GIVEN.getOrDefault(name, ""), code));
                })
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyExampleCompiles() {
        return examples().stream().map(example -> dynamicTest(example.name(), example::compile));
    }

    @Test
    void everyExampleIsFound() {
        long written = Project.files("crdt-core/src/main/java").stream()
                .mapToLong(file -> Project.read(file)
                        .lines()
                        .filter(line -> line.contains("<pre>"))
                        .count())
                .sum();
        assertEquals(written, examples().size());
        assertTrue(written > 10);
    }

    @Test
    void nothingIsGivenThatNoExampleTakes() {
        var names = examples().stream().map(Example::name).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.containsAll(GIVEN.keySet()), names::toString);
    }
}
