package io.github.crdt4j.examples.oplog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.oplog.OplogRun.Options;
import io.github.crdt4j.examples.oplog.OplogRun.Outcome;
import io.github.crdt4j.op.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OplogRunTest {

    private static final List<Impression> LOG = IntStream.range(0, 150)
            .mapToObj(i -> new Impression("host" + i % 7, "/page" + i % 11, i % 5 == 0))
            .toList();

    private static final Crash.Plan NONE = (process, moment) -> false;

    @TempDir
    Path folder;

    private Outcome run(int replicas, long seed, Limits limits, Crash.Plan crashes) throws IOException {
        Options options = new Options(replicas, seed, limits, crashes, false);
        Path disks = Files.createDirectories(folder.resolve("run" + seed));
        Broker broker = new MemoryBroker(options.writers());
        return new OplogRun(options, LOG, broker, disks, (doing, counted, round) -> {}).run();
    }

    private static void assertCounted(Outcome outcome) {
        outcome.disks()
                .forEach((name, disk) ->
                        assertEquals(outcome.expected(), disk.state().values(), () -> "at " + name));
        assertTrue(outcome.equal());
        assertTrue(outcome.converged());
    }

    /** Every third time that anybody comes to the moment. */
    private static Crash.Plan everyThird(Moment when) {
        int[] times = {0};
        return (process, moment) -> moment == when && ++times[0] % 3 == 0;
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheMomentOfTheCrashEverythingCountsOnce(Moment moment) throws IOException {
        Outcome outcome = run(3, 5, Limits.DEFAULT, everyThird(moment));
        assertCounted(outcome);
        Tally total = outcome.total();
        assertTrue(total.crashes > 30, total.crashes + " crashes");
        // what arrived and was not acknowledged comes again, and nothing else does
        assertEquals(moment != Moment.ACKNOWLEDGED, total.redelivered > 0, total.redelivered + " redelivered");
        // the disk does not know that the messages of its last snapshot were sent, unless they were not
        assertEquals(moment != Moment.PERSISTED, total.resent > 0, total.resent + " resent");
    }

    @Test
    void withoutCrashesNothingComesAgain() throws IOException {
        Outcome outcome = run(3, 5, Limits.DEFAULT, NONE);
        assertCounted(outcome);
        assertEquals(0, outcome.total().redelivered);
        assertEquals(0, outcome.total().resent);
        assertTrue(outcome.total().early > 0, "the log in memory must deliver some out of causal order");
    }

    @Test
    void whoHasRoomForTwoEarlyMessagesHasTheOthersComeAgain() throws IOException {
        Outcome outcome = run(4, 5, new Limits(2, 1 << 20, 10), NONE);
        assertCounted(outcome);
        assertTrue(outcome.total().overflowed > 0, "nothing was turned away");
        assertTrue(outcome.total().redelivered > 0, "nothing came again");
    }

    @Test
    void latecomerReplaysAllAndTheOneWithASnapshotDoesNot() throws IOException {
        Outcome outcome = run(3, 5, Limits.DEFAULT, NONE);
        long late = outcome.tallies().get(OplogRun.LATE).delivered;
        long joined = outcome.tallies().get(OplogRun.JOINED).delivered;
        assertEquals(outcome.total().appended, late);
        assertTrue(0 < joined && joined < late / 2, joined + " of " + late);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void oneReplicaIsEnough(long seed) throws IOException {
        assertCounted(run(1, seed, Limits.DEFAULT, everyThird(Moment.PERSISTED)));
    }

    @Test
    void clusterInWhichNobodyGetsToPersistAnythingIsToldApart() throws IOException {
        Outcome outcome = run(2, 5, Limits.DEFAULT, (process, moment) -> moment == Moment.HALF_PERSISTED);
        assertEquals(0, outcome.disks().get("r1").state().values().impressions());
        assertTrue(!outcome.equal());
    }

    @Test
    void oneReplicaThatNeverGetsAnywhereIsToldApart() throws IOException {
        Outcome outcome = run(
                2, 5, Limits.DEFAULT, (process, moment) -> process.equals(OplogRun.LATE) && moment == Moment.EFFECT);
        assertTrue(!outcome.converged());
        assertTrue(!outcome.equal());
    }
}
