package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.EnumSerializer;
import io.github.crdt4j.Crdt;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.counter.BoundedCounter;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.flag.DWFlag;
import io.github.crdt4j.flag.EWFlag;
import io.github.crdt4j.map.GMap;
import io.github.crdt4j.map.LWWMap;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.ORMultimap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.register.MVRegister;
import io.github.crdt4j.register.MaxRegister;
import io.github.crdt4j.register.MinRegister;
import io.github.crdt4j.set.GSet;
import io.github.crdt4j.set.LWWElementSet;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.set.RWSet;
import io.github.crdt4j.set.TwoPSet;
import io.github.crdt4j.sync.SyncMessage;
import io.github.crdt4j.time.CausalContext;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A decoder that was written from the page of the format, in another language, reads in the golden files what we do. */
class DecoderInPythonTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** States whose values are bytes of a user's own serializer, which the other decoder does not know: it reads over them. */
    private static final List<String> OPAQUE = List.of("Removable", "ORMap-removables", "ORMap-switches", "Object-");

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static List<String> decode(Collection<String> names) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("python3", "../docs/decode.py", "--record", "102=name:2A,tags:2C,visits:2D29"));
        names.forEach(name -> command.add(GOLDEN.resolve(name + ".bin").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines().toList();
    }

    @Test
    void readsStatesAndMessages() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "no python3");
        var expected = new LinkedHashMap<String, String>();
        Samples.states().forEach((name, state) -> expected.put(name, state(state)));
        Samples.messages().forEach((name, message) -> expected.put(name, message(message)));
        List<String> printed = decode(expected.keySet());
        assertEquals(expected.size(), printed.size());
        int at = 0;
        for (var one : expected.entrySet()) {
            String line = printed.get(at++);
            if (OPAQUE.stream().noneMatch(one.getKey()::startsWith)) {
                assertEquals("{\"file\": \"" + one.getKey() + ".bin\", " + one.getValue() + "}", line);
            }
        }
    }

    @Test
    void refusesDamage() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "no python3");
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve("GCounter-checksum.bin"));
        bytes[bytes.length - 1] ^= 1;
        Path damaged = Files.createTempFile("damaged", ".bin");
        try {
            Files.write(damaged, bytes);
            Process process = new ProcessBuilder("python3", "../docs/decode.py", damaged.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, process.waitFor(), printed);
            assertTrue(printed.contains("damaged: another checksum"), printed);
        } finally {
            Files.delete(damaged);
        }
    }

    private static String message(SyncMessage<ORSet<Object>> message) {
        String parties = "\"from\": " + element(id(message.from())) + ", \"to\": " + element(id(message.to()))
                + ", \"session\": " + message.session();
        String head = "\"message\": \"" + message.getClass().getSimpleName() + "\", " + parties;
        if (message instanceof SyncMessage.Delta<ORSet<Object>> delta) {
            String hints = "";
            if (!delta.complete()) { // of the samples' deltas, one removes something: the elements that it names
                hints = ", \"hints\": " + (delta.number() == 301 ? "[\"x\", \"z\"]" : "[]");
            }
            return head + ", \"number\": " + delta.number() + ", \"complete\": " + delta.complete() + ", \"state\": {"
                    + state(delta.delta()) + "}" + hints;
        }
        if (message instanceof SyncMessage.Ack<ORSet<Object>> ack) {
            return head + ", \"number\": " + ack.number();
        }
        if (message instanceof SyncMessage.StartOver<ORSet<Object>> startOver) {
            return head + ", \"addressee\": " + element(id(startOver.addressee()));
        }
        var check = (SyncMessage.Check<ORSet<Object>>) message;
        int kind = check.kind() == SyncMessage.Check.Kind.ANSWER ? 1 : 0;
        return head + ", \"number\": " + check.number() + ", \"kind\": " + kind
                + ", \"fingerprint\": \"0123456789abcdeffffffffffffffffe\"";
    }

    /** What the other decoder prints of a state that stands alone, without braces. */
    private static String state(Crdt<?> state) {
        if (state instanceof Samples.Profile profile) {
            String components = profile.equals(Samples.Profile.EMPTY)
                    ? ""
                    : "\"name\": {" + body(profile.name()) + "}, \"tags\": {" + body(profile.tags())
                            + "}, \"visits\": {" + body(profile.visits()) + "}";
            return "\"type\": \"record\", \"value\": {" + components + "}";
        }
        return "\"type\": \"" + state.getClass().getSimpleName() + "\", " + body(state);
    }

    private static String body(Crdt<?> state) {
        String context = state instanceof Causal<?> causal ? "\"context\": " + runs(causal.context()) + ", " : "";
        return context + "\"value\": " + value(state);
    }

    private static String runs(CausalContext context) {
        var runs = new LinkedHashMap<ReplicaId, List<String>>();
        context.forEachRun((replica, from, to) ->
                runs.computeIfAbsent(replica, absent -> new ArrayList<>()).add("[" + from + ", " + to + "]"));
        return object(runs);
    }

    private static String object(Map<ReplicaId, ?> byReplica) {
        return byReplica.entrySet().stream()
                .map(one -> element(id(one.getKey())) + ": " + one.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Object state) {
        if (state instanceof VectorClock clock) {
            return object(clock.entries());
        } else if (state instanceof CausalContext context) {
            return runs(context);
        } else if (state instanceof GCounter counter) {
            return Long.toString(counter.value());
        } else if (state instanceof PNCounter counter) {
            return Long.toString(counter.value());
        } else if (state instanceof BoundedCounter counter) {
            return Long.toString(counter.value());
        } else if (state instanceof LWWRegister<?> register) {
            return register.value(Comparator.comparing(DecoderInPythonTest::element))
                    .map(DecoderInPythonTest::element)
                    .orElse("null");
        } else if (state instanceof MVRegister<?> register) {
            return list(register.values());
        } else if (state instanceof MaxRegister<?> register) {
            return register.value().map(DecoderInPythonTest::element).orElse("null");
        } else if (state instanceof MinRegister<?> register) {
            return register.value().map(DecoderInPythonTest::element).orElse("null");
        } else if (state instanceof EWFlag flag) {
            return Boolean.toString(flag.isEnabled());
        } else if (state instanceof DWFlag flag) {
            return Boolean.toString(flag.isEnabled());
        } else if (state instanceof Samples.Profile profile) {
            return "{\"name\": " + value(profile.name()) + ", \"tags\": " + value(profile.tags()) + ", \"visits\": "
                    + value(profile.visits()) + "}";
        }
        return collection(state);
    }

    private static String collection(Object state) {
        if (state instanceof ORSet<?> set) {
            return list(set.elements());
        } else if (state instanceof GSet<?> set) {
            return list(set.elements());
        } else if (state instanceof TwoPSet<?> set) {
            return list(set.elements());
        } else if (state instanceof RWSet<?> set) {
            return list(set.elements());
        } else if (state instanceof LWWElementSet<?> set) {
            return list(set.elements());
        } else if (state instanceof ORMap<?, ?> map) {
            return entries(map.entries());
        } else if (state instanceof GMap<?, ?> map) {
            return entries(map.entries());
        } else if (state instanceof LWWMap<?, ?> map) {
            return entries(map.entries());
        } else if (state instanceof ORMultimap<?, ?> map) {
            return entries(map.entries());
        }
        return "opaque";
    }

    private static String entries(Map<?, ?> entries) {
        return sorted(entries.entrySet().stream().map(one -> {
            String stored = one.getValue() instanceof Crdt<?> state
                    ? value(state)
                    : one.getValue() instanceof Collection<?> values ? list(values) : element(one.getValue());
            return "[" + element(one.getKey()) + ", " + stored + "]";
        }));
    }

    private static String list(Collection<?> elements) {
        return sorted(elements.stream().map(DecoderInPythonTest::element));
    }

    private static String sorted(Stream<String> texts) {
        return texts.sorted().collect(Collectors.joining(", ", "[", "]"));
    }

    private static String id(ReplicaId replica) {
        return replica.name() + "#" + replica.incarnation();
    }

    private static String element(Object value) {
        if (value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof String text) {
            boolean isPaired = StandardCharsets.UTF_8.newEncoder().canEncode(text);
            return isPaired
                    ? quoted(text)
                    : tagged(
                            "UTF-16",
                            quoted(text.chars().mapToObj("%04x"::formatted).collect(Collectors.joining())));
        } else if (value instanceof Crdt<?> state) {
            return "{" + state(state) + "}";
        }
        return tagged(name(value), parts(value));
    }

    private static String name(Object value) {
        return value instanceof List
                ? "List"
                : value instanceof Samples.Money || value instanceof Samples.Color
                        ? "object"
                        : value.getClass().getSimpleName();
    }

    private static String parts(Object value) {
        if (value instanceof Character character) {
            return Integer.toString(character);
        } else if (value instanceof Float number) {
            return quoted("%08x".formatted(Float.floatToIntBits(number)));
        } else if (value instanceof Double number) {
            return quoted("%016x".formatted(Double.doubleToLongBits(number)));
        } else if (value instanceof BigInteger) {
            return quoted(value.toString());
        } else if (value instanceof BigDecimal number) {
            return number.scale() + ", " + quoted(number.unscaledValue().toString());
        } else if (value instanceof UUID) {
            return quoted(value.toString().replace("-", ""));
        } else if (value instanceof Instant instant) {
            return instant.getEpochSecond() + ", " + instant.getNano();
        } else if (value instanceof LocalDate date) {
            return Long.toString(date.toEpochDay());
        } else if (value instanceof List<?> list) {
            return list.stream().map(DecoderInPythonTest::element).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof ReplicaId replica) {
            return quoted(id(replica));
        } else if (value instanceof Dot dot) {
            return quoted(id(dot.replica())) + ", " + dot.number();
        } else if (value instanceof LamportTimestamp stamp) {
            return stamp.counter() + ", " + quoted(id(stamp.replica()));
        } else if (value instanceof Samples.Money money) {
            var output = new Output(64, -1);
            new Samples.MoneySerializer().write(new Kryo(), output, money);
            return "100, " + quoted(HexFormat.of().formatHex(output.toBytes()));
        } else if (value instanceof Samples.Color color) {
            var output = new Output(64, -1);
            new EnumSerializer(Samples.Color.class).write(new Kryo(), output, color);
            return "104, " + quoted(HexFormat.of().formatHex(output.toBytes()));
        }
        return value.toString(); // a whole number
    }

    private static String tagged(String name, String parts) {
        return "[" + quoted(name) + ", " + parts + "]";
    }

    /** In ASCII, all else escaped. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(unit -> unit < ' ' || unit > '~' || unit == '"' || unit == '\\'
                        ? "\\u%04x".formatted(unit)
                        : Character.toString(unit))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
