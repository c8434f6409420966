package io.github.crdt4j.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.Replica;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    record Cart(ORSet<String> items, PNCounter total) implements Composite<Cart> {
        static final Cart EMPTY = new Cart(ORSet.empty(), PNCounter.empty());

        @Override
        public Cart zip(Cart other, Zip with) {
            return new Cart(with.apply(items, other.items), with.apply(total, other.total));
        }

        Cart add(ReplicaId self, String item, int cents) {
            return new Cart(items.add(self, item), total.increment(self, cents));
        }

        Cart remove(String item) {
            return new Cart(items.remove(item), total);
        }
    }

    private static final KryoCodec CODEC =
            KryoCodec.builder().composite(Cart.EMPTY, 100).build();
    private static final StateCodec<Cart> CARTS = CODEC.forStates(Cart.EMPTY);

    @TempDir
    Path directory;

    private FileStore<Cart> open() throws IOException {
        return FileStore.open(directory, "berlin", Cart.EMPTY, CARTS);
    }

    private static FileStore<Cart> open(SimulatedDisk disk, Random random) throws IOException {
        return FileStore.open(disk, "berlin", Cart.EMPTY, CARTS, random);
    }

    @Test
    void aStartAfterASaveGoesOnAsTheSame() throws IOException {
        ReplicaId id;
        Cart cart;
        try (var store = open()) {
            id = store.restored().id();
            assertFalse(store.restored().isSameIncarnation());
            assertEquals(Cart.EMPTY, store.restored().state());
            assertEquals("the store is new: begins as " + id, store.restored().reason());
            cart = Cart.EMPTY.add(id, "milk", 99);
            store.save(cart, 17);
            cart = cart.remove("milk").add(id, "oats", 120);
            store.save(cart, 16);
            assertEquals("FileStore of " + id + ": generation 1, records in its log 2", store.toString());
        }
        try (var store = open()) {
            var expected = new ReplicaStore.Restored<>(id, cart, 17, true, "generation 1 is whole: goes on as " + id);
            assertEquals(expected, store.restored());
            store.save(cart.add(id, "tea", 3));
        }
        try (var store = open()) {
            assertEquals(cart.add(id, "tea", 3), store.restored().state());
        }
    }

    @Test
    void aSaveOfNothingNewWritesNothing() throws IOException {
        var disk = new SimulatedDisk(new Random(1));
        var store = open(disk, new Random(1));
        store.save(Cart.EMPTY.add(store.restored().id(), "milk", 1), 5);
        int steps = disk.steps();
        store.save(Cart.EMPTY.add(store.restored().id(), "milk", 1), 4);
        assertEquals(steps, disk.steps());
        store.save(Cart.EMPTY.add(store.restored().id(), "milk", 1), 6);
        assertEquals(steps + 2, disk.steps(), "a write and a force");
        assertEquals(6, open(disk, new Random(1)).restored().greatestStamp());
    }

    @Test
    void theLogGivesWayToASnapshotAndTwoGenerationsStay() throws IOException {
        Cart cart = Cart.EMPTY;
        try (var store = open()) {
            ReplicaId id = store.restored().id();
            for (int i = 0; i < 300; i++) {
                cart = cart.add(id, "x".repeat(1_000) + i, 1);
                store.save(cart);
            }
            assertFalse(store.toString().contains("generation 1,"), store::toString);
        }
        assertEquals(5, files().size(), () -> files().toString());
        try (var store = open()) {
            assertEquals(cart, store.restored().state());
            assertTrue(store.restored().isSameIncarnation());
        }
    }

    private Set<String> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEarlierStateIsRefusedAndChangesNothing() throws IOException {
        try (var store = open()) {
            ReplicaId id = store.restored().id();
            Cart later = Cart.EMPTY.add(id, "milk", 1);
            store.save(later);
            var refused = assertThrows(IllegalArgumentException.class, () -> store.save(Cart.EMPTY));
            assertTrue(refused.getMessage().contains("does not contain the one saved before"), refused::getMessage);
            store.save(later.add(id, "oats", 1));
        }
    }

    @Test
    void aDirectoryHasOneStoreAtATime() throws IOException {
        var store = open();
        var refused = assertThrows(IOException.class, this::open);
        assertTrue(refused.getMessage().contains("is open in this process already"), refused::getMessage);
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> store.save(Cart.EMPTY));
        open().close();
    }

    @Test
    void aDirectoryOfAnotherReplicaIsRefusedAndStaysAsItIs() throws IOException {
        ReplicaId id;
        try (var store = open()) {
            id = store.restored().id();
            store.save(Cart.EMPTY.add(id, "milk", 1));
        }
        var refused = assertThrows(IOException.class, () -> FileStore.open(directory, "tokyo", Cart.EMPTY, CARTS));
        assertEquals(
                "the store is of replica berlin, not of tokyo: give each replica a directory of its own",
                refused.getMessage());
        try (var store = open()) {
            assertEquals(id, store.restored().id());
        }
    }

    @Test
    void aStateThatTheCodecCannotReadIsNoDamage() throws IOException {
        ReplicaId id;
        try (var store = open()) {
            id = store.restored().id();
            store.save(Cart.EMPTY.add(id, "milk", 1));
        }
        Set<String> before = files();
        StateCodec<Cart> forgetful = KryoCodec.create().forStates(Cart.EMPTY);
        var refused = assertThrows(
                IllegalArgumentException.class, () -> FileStore.open(directory, "berlin", Cart.EMPTY, forgetful));
        assertTrue(refused.getMessage().contains("is whole, but a state in it cannot be read"), refused::getMessage);
        assertEquals(before, files());
        try (var store = open()) {
            assertEquals(id, store.restored().id());
        }
    }

    @Test
    void aLogCutBetweenTwoRecordsIsNotTakenForAWholeOne() throws IOException {
        ReplicaId id;
        List<Long> lengths = new ArrayList<>();
        Path log;
        try (var store = open()) {
            id = store.restored().id();
            log = directory.resolve("1-" + Long.toHexString(id.incarnation()) + ".log");
            Cart cart = Cart.EMPTY;
            for (int i = 0; i < 3; i++) {
                lengths.add(Files.size(log) - Generation.END);
                cart = cart.add(id, "item " + i, 1);
                store.save(cart);
            }
        }
        byte[] whole = Files.readAllBytes(log);
        for (long length : lengths) {
            Path copy = Files.createDirectory(directory.resolve("cut at " + length));
            for (String file : files()) {
                Path from = directory.resolve(file);
                if (Files.isRegularFile(from)) {
                    Files.copy(from, copy.resolve(file));
                }
            }
            Files.write(copy.resolve(log.getFileName()), java.util.Arrays.copyOf(whole, (int) length));
            try (var store = FileStore.open(copy, "berlin", Cart.EMPTY, CARTS)) {
                assertEquals(
                        new ReplicaId("berlin", id.incarnation() + 1),
                        store.restored().id());
                assertTrue(store.restored().reason().contains("is cut off"), store.restored()::reason);
            }
        }
    }

    @Test
    void aBackupWithoutItsLogsBeginsUnderTheNextIncarnation() throws IOException {
        ReplicaId id;
        try (var store = open()) {
            id = store.restored().id();
        }
        Files.delete(directory.resolve("1-" + Long.toHexString(id.incarnation()) + ".log"));
        try (var store = open()) {
            assertEquals(
                    new ReplicaId("berlin", id.incarnation() + 1),
                    store.restored().id());
            assertEquals(
                    "1-" + Long.toHexString(id.incarnation()) + ".log is missing: begins as "
                            + store.restored().id(),
                    store.restored().reason());
        }
    }

    /** A machine with a disk, and a peer that takes everything that was saved. */
    private static final class Life {
        private final Random random;
        private final Replica<Cart> peer = Replica.of(ReplicaId.of("peer"), Cart.EMPTY);
        private SimulatedDisk disk;
        private FileStore<Cart> store;
        private Replica<Cart> replica;
        private Cart left = Cart.EMPTY;
        private int items;
        private int crashes;
        private int others;

        Life(Random random) {
            this.random = random;
            disk = new SimulatedDisk(random);
            start();
        }

        void start() {
            while (true) {
                if (random.nextInt(3) == 0) {
                    disk.crashIn(1 + random.nextInt(6));
                }
                try {
                    store = FileStoreTest.open(disk, random);
                    disk.crashIn(Integer.MAX_VALUE);
                    break;
                } catch (SimulatedDisk.Crash crash) {
                    crashes++;
                    disk = disk.afterCrash();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (replica != null && !store.restored().isSameIncarnation()) {
                others++;
                assertNotEquals(replica.id(), store.restored().id());
            }
            replica = Replica.of(store.restored().id(), store.restored().state());
        }

        void step() throws IOException {
            switch (random.nextInt(6)) {
                case 0 -> replica.update(cart -> cart.remove("item " + random.nextInt(1 + items)));
                case 1 -> {
                    peer.update(cart -> cart.add(peer.id(), "gift " + items++, 5));
                    replica.merge(peer.state());
                }
                default -> replica.update(cart -> cart.add(replica.id(), "item " + items++, 1));
            }
            Cart state = replica.state();
            store.save(state);
            left = state;
            peer.merge(state);
        }

        void crash() {
            crashes++;
            disk = disk.afterCrash();
            start();
        }

        void end() {
            assertEquals(0, peer.contradictions());
            replica.merge(peer.state());
            peer.merge(replica.state());
            assertEquals(peer.state(), replica.state());
            assertEquals(0, peer.contradictions() + replica.contradictions());
        }
    }

    @Test
    void whatWasSavedIsThereAfterACrashAtAnyStepAndNoEventIsIssuedTwice() throws IOException {
        int crashes = 0;
        int others = 0;
        for (int seed = 0; seed < 400; seed++) {
            var life = new Life(new Random(seed));
            for (int i = 0; i < 40; i++) {
                if (life.random.nextInt(4) == 0) {
                    life.disk.crashIn(1 + life.random.nextInt(5));
                }
                try {
                    life.step();
                    life.disk.crashIn(Integer.MAX_VALUE);
                } catch (SimulatedDisk.Crash crash) {
                    life.crash();
                    assertTrue(life.left.leq(life.replica.state()), "saved, and lost");
                }
            }
            life.end();
            crashes += life.crashes;
            others += life.others;
        }
        assertTrue(crashes > 1_000 && others < crashes / 2, crashes + " crashes, " + others + " other incarnations");
    }

    @Test
    void aFailedSaveLeavesEverythingToTheNext() throws IOException {
        int failures = 0;
        for (int seed = 0; seed < 400; seed++) {
            var life = new Life(new Random(seed));
            for (int i = 0; i < 40; i++) {
                if (life.random.nextInt(4) == 0) {
                    life.disk.failIn(1 + life.random.nextInt(7));
                }
                try {
                    life.step();
                } catch (IOException full) {
                    failures++;
                    if (life.random.nextBoolean()) {
                        life.crash();
                        assertTrue(life.left.leq(life.replica.state()), "saved, and lost");
                    }
                }
                life.disk.failIn(Integer.MAX_VALUE);
            }
            life.store.save(life.replica.state());
            life.left = life.replica.state();
            life.crash();
            assertTrue(life.left.leq(life.replica.state()), "saved, and lost");
            life.end();
        }
        assertTrue(failures > 1_000, failures + " failures");
    }

    @Test
    void aDamagedFileNeverMakesAnEventTwiceAndWhatIsReadableIsKept() throws IOException {
        int same = 0;
        int next = 0;
        int kept = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            var life = new Life(new Random(seed));
            for (int i = 0; i < 1 + seed % 20; i++) {
                if (i > 0 && life.random.nextInt(5) == 0) {
                    life.disk.failIn(1 + life.random.nextInt(3)); // so that there are several generations
                }
                try {
                    life.step();
                } catch (IOException full) {
                    life.disk.failIn(Integer.MAX_VALUE);
                    life.store.save(life.replica.state());
                }
                life.disk.failIn(Integer.MAX_VALUE);
            }
            life.left = life.replica.state();
            life.peer.merge(life.left);
            ReplicaId before = life.replica.id();
            life.disk = life.disk.afterCrash();
            String what = life.disk.damage();
            life.start();
            if (life.replica.id().equals(before)) {
                same++;
                assertTrue(life.left.leq(life.replica.state()), () -> "seed: went on with less after it " + what);
            } else {
                next++;
                kept += life.replica.state().leq(Cart.EMPTY) ? 0 : 1;
            }
            life.step();
            life.end();
        }
        assertTrue(same > 200 && next > 1_000 && kept > next / 2, same + " went on, " + next + " did not, " + kept);
    }
}
