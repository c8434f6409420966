package io.github.crdt4j.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.Limits;
import io.github.crdt4j.op.OpReplica;
import io.github.crdt4j.op.OpSnapshot;
import io.github.crdt4j.op.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a state keeps until it is stable stays bounded without a call of {@code settle}: replicas settle by themselves, and say themselves
 * when it is time to announce. The network loses announcements, delivers twice and in any order, and replicas restart.
 */
class OpPaceTest {

    private static final long LIMIT = 640;
    private static final Limits LIMITS = new Limits(10_000, 16 << 20, 100, LIMIT, 100);
    private static final OpORMap<String, OpPNCounter, OpPNCounter.Change> STOCK =
            OpORMap.of(String.class, OpPNCounter.empty());
    private static final OpCodec<
                    OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>>
            CODEC = OpCodec.of(KryoCodec.create(), STOCK);

    /** A replica as an application runs it: what it stores, and what has arrived and is not acknowledged. */
    private static final class Member {
        private final List<byte[]> inbox = new ArrayList<>();
        private OpReplica<OpORMap<String, OpPNCounter, OpPNCounter.Change>, OpORMap.Change<String, OpPNCounter.Change>>
                replica;
        private byte[] disk;

        Member(String name) {
            replica = OpReplica.of(ReplicaId.of(name), OpSnapshot.initial(STOCK), stamp -> {}, CODEC, LIMITS);
            disk = CODEC.encode(replica.snapshot());
        }

        void restart(List<Member> all) {
            replica = OpReplica.of(replica.id(), CODEC.decodeSnapshot(disk), stamp -> {}, CODEC, LIMITS);
            all.forEach(member -> replica.join(member.replica.id()));
        }

        /** The messages that leave, and whether announcements do. */
        void flush(List<Member> all, boolean announces, Random random) {
            var leaving = new ArrayList<byte[]>();
            replica.flush(snapshot -> disk = CODEC.encode(snapshot)).forEach(message -> {
                leaving.add(CODEC.encode(message));
                leaving.add(CODEC.encode(message)); // and once more
                replica.confirm(message.dot());
            });
            replica.announceWhenItIsTime()
                    .filter(due -> announces && random.nextInt(4) > 0)
                    .ifPresent(due -> leaving.add(CODEC.encode(due)));
            all.stream().filter(other -> other != this).forEach(other -> other.inbox.addAll(leaving));
        }

        void receive(Random random) {
            Collections.shuffle(inbox, random);
            int count = random.nextInt(inbox.size() + 1);
            List<byte[]> some = List.copyOf(inbox.subList(0, count));
            inbox.subList(0, count).clear();
            some.forEach(this::receive);
        }

        void receive(byte[] bytes) {
            var unused = CODEC.deliver(bytes, replica);
        }
    }

    private static long most(int seed, boolean announces) {
        var random = new Random(seed);
        List<Member> all = List.of(new Member("a"), new Member("b"), new Member("c"), new Member("reader"));
        all.forEach(member -> all.forEach(other -> member.replica.join(other.replica.id())));
        long most = 0;
        for (int round = 0; round < 150; round++) {
            for (Member member : all) {
                boolean isReader = member == all.get(3);
                for (int i = random.nextInt(8); i > 0 && !isReader; i--) {
                    long amount = 1L + random.nextInt(1_000_000); // each is a record of its own
                    String key = "k" + random.nextInt(3);
                    member.replica.update(map -> random.nextInt(1_000) == 0
                            ? map.remove(key)
                            : map.update(key, count -> count.increment(amount)));
                }
                member.flush(all, announces, random);
                member.receive(random);
                member.flush(all, announces, random); // before what was received is acknowledged
                if (random.nextInt(40) == 0) {
                    member.restart(all);
                }
                most = Math.max(most, member.replica.state().unsettled());
            }
        }
        for (int i = 0; i < 3; i++) {
            all.forEach(member -> {
                List<byte[]> rest = List.copyOf(member.inbox);
                member.inbox.clear();
                rest.forEach(member::receive);
                member.flush(all, announces, random);
            });
        }
        all.forEach(member -> assertEquals(values(all.get(0)), values(member), "seed " + seed));
        return most;
    }

    private static List<Long> values(Member member) {
        return List.of("k0", "k1", "k2").stream()
                .map(key -> member.replica.state().get(key).value())
                .toList();
    }

    @Test
    void stateStaysBoundedWithoutACallOfSettle() {
        for (int seed = 0; seed < 4; seed++) {
            long most = most(seed, true);
            assertTrue(most <= LIMIT, () -> most + " records, of at most " + LIMIT);
        }
    }

    @Test
    void withoutAnnouncementsOfWhoOnlyReadsTheLimitIsReachedAndTheMessageNamesThatMember() {
        var refused = assertThrows(IllegalStateException.class, () -> most(1, false));
        assertTrue(refused.getMessage().contains("reader {"), refused::getMessage);
    }

    @Test
    void aReaderIsToAnnounceAfterAThirtySecondPartOfTheLimitAndAWriterNeedNot() {
        var writer = new Member("a").replica;
        var reader = new Member("b").replica;
        for (int i = 0; i < LIMIT / 32; i++) {
            assertTrue(reader.announceWhenItIsTime().isEmpty());
            writer.update(map -> map.update("k", OpPNCounter::increment));
            writer.flush().forEach(reader::receive);
            assertTrue(reader.announceWhenItIsTime().isEmpty(), "before it is durable");
            assertEquals(List.of(), reader.flush());
        }
        var due = reader.announceWhenItIsTime().orElseThrow();
        assertEquals(writer.clock(), due.clock());
        assertTrue(reader.announceWhenItIsTime().isEmpty(), "once");
        for (int i = 0; i < LIMIT; i++) {
            writer.update(map -> map.update("k", OpPNCounter::increment));
            writer.flush().forEach(reader::receive);
            reader.update(map -> map.update("k", OpPNCounter::decrement));
            reader.flush().forEach(writer::receive);
            assertTrue(reader.announceWhenItIsTime().isEmpty(), "its messages tell as much");
        }
    }

    @Test
    void whatArrivesGoesWhereItBelongs() {
        var writer = new Member("a").replica;
        var reader = new Member("b").replica;
        writer.join(writer.id());
        writer.join(reader.id());
        writer.update(map -> map.update("k", OpPNCounter::increment));
        byte[] message = CODEC.encode(writer.flush().get(0));
        assertEquals(
                Receipt.Outcome.DELIVERED,
                CODEC.deliver(message, reader).orElseThrow().outcome());
        assertEquals(List.of(), reader.flush());
        assertTrue(CODEC.deliver(CODEC.encode(reader.announce()), writer).isEmpty());
        assertEquals(0, writer.settle().kept());
        assertTrue(assertThrows(DecodeException.class, () -> CODEC.deliver(CODEC.encode(reader.snapshot()), writer))
                .getMessage()
                .contains("a message of operations or an announcement"));
    }
}
