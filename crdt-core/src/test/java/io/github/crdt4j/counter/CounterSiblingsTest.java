package io.github.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpMessage;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OperationCheck;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Counters in maps by operation, whose events are kept in runs, beside those by state, at every step: a replica merges the state that the
 * sender of a message had after it when it carries out the message.
 */
class CounterSiblingsTest {

    private static final List<String> KEYS = List.of("k", "l");

    private record Pair(
            OpReplica<OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>>
                    operations,
            List<ORMap<String, PNCounter>> states) {

        ORMap<String, PNCounter> state() {
            return states.get(0);
        }

        void set(ORMap<String, PNCounter> next) {
            states.set(0, next);
        }

        void agree(int seed) {
            Map<String, Long> one = new HashMap<>();
            operations.state().entries().forEach((key, counter) -> one.put(key, counter.value()));
            Map<String, Long> other = new HashMap<>();
            state().entries().forEach((key, counter) -> other.put(key, counter.value()));
            assertEquals(other, one, () -> "seed " + seed + " at " + operations.id());
        }
    }

    private static void write(Pair at, Random random) {
        ReplicaId self = at.operations().id();
        String key = KEYS.get(random.nextInt(2));
        long amount = random.nextInt(8) == 0 ? random.nextInt(5) : 1; // mostly equal, so that runs grow long
        switch (random.nextInt(12)) {
            case 0 -> {
                at.operations().update(map -> map.remove(key));
                at.set(at.state().remove(key));
            }
            case 1, 2 -> {
                at.operations().update(map -> map.update(key, counter -> counter.decrement(amount)));
                at.set(at.state().update(self, key, counter -> counter.decrement(self, amount)));
            }
            default -> {
                at.operations().update(map -> map.update(key, counter -> counter.increment(amount)));
                at.set(at.state().update(self, key, counter -> counter.increment(self, amount)));
            }
        }
    }

    @Test
    void theyShowTheSameAtEveryStep() {
        int longest = 0;
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var pairs = new ArrayList<Pair>();
            for (String name : List.of("a", "b", "c")) {
                pairs.add(new Pair(
                        OpReplica.of(
                                ReplicaId.of(name),
                                OpORMap.of(String.class, OpPNCounter.empty()),
                                OperationCheck.inMemory()),
                        new ArrayList<>(List.of(ORMap.<String, PNCounter>empty(PNCounter.empty())))));
            }
            pairs.forEach(pair -> pairs.forEach(
                    member -> pair.operations().join(member.operations().id())));
            var sent = new ArrayList<OpMessage<List<OpORMap.Change<String, OpPNCounter.Change>>>>();
            Map<Dot, ORMap<String, PNCounter>> after = new HashMap<>();
            for (int step = 0; step < 150; step++) {
                Pair at = pairs.get(random.nextInt(3));
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        write(at, random);
                        at.operations().flush().forEach(message -> {
                            sent.add(message);
                            after.put(message.dot(), at.state());
                        });
                    }
                    case 2 -> {
                        at.operations()
                                .hear(pairs.get(random.nextInt(3)).operations().announce());
                        at.operations().settle();
                    }
                    default -> {
                        if (!sent.isEmpty()) {
                            var receipt = at.operations().receive(sent.get(random.nextInt(sent.size())));
                            receipt.deliverable()
                                    .forEach(each -> at.set(at.state().merge(after.get(each.dot()))));
                        }
                    }
                }
                at.agree(seed);
                longest = Math.max(longest, sent.size());
            }
        }
        assertEquals(true, longest > 60, () -> "histories are short");
    }
}
