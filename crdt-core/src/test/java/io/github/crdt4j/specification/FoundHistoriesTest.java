package io.github.crdt4j.specification;

import io.github.crdt4j.laws.Laws;
import io.github.crdt4j.laws.Path;
import org.junit.jupiter.api.Test;

/** Histories that once broke a law, kept with the name of what holds. */
class FoundHistoriesTest {

    /** The peer had acknowledged, then started again, and was told the news in the session of before, which it did not know. */
    @Test
    void newsThatComesWhileAPeerStartsAgainReachesItInTwoRounds() {
        Laws.replay(
                Maps.of(Profiles.RECORD),
                Path.SYNC,
                -10772716L,
                "3:8~0,11,13~0,27~0,31,32,36,38~0,62,68~0,78,80,83~0,85~0,86~0,87~0,92~0,97");
    }
}
