package io.github.crdt4j.examples.ads;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a reader sees: of a replica's state, or of one plain count.
 *
 * @param impressions how many there were
 * @param net how many were not shown to robots
 * @param pages impressions per page
 * @param visitors who saw any
 * @param campaigns which campaigns are active
 * @param creatives which creative each campaign shows
 */
public record Values(
        long impressions,
        long net,
        Map<String, Long> pages,
        Set<String> visitors,
        Set<String> campaigns,
        Map<String, String> creatives) {

    /** Copies what is mutable. */
    public Values {
        pages = Map.copyOf(pages);
        visitors = Set.copyOf(visitors);
        campaigns = Set.copyOf(campaigns);
        creatives = Map.copyOf(creatives);
    }

    /** The plain sequential count that every replica must arrive at: no replication, one loop. */
    public static Values count(Iterable<Impression> log, CampaignScript script) {
        long impressions = 0;
        long net = 0;
        Map<String, Long> pages = new HashMap<>();
        Set<String> visitors = new HashSet<>();
        for (Impression impression : log) {
            impressions++;
            net += impression.byRobot() ? 0 : 1;
            pages.merge(impression.page(), 1L, Long::sum);
            visitors.add(impression.visitor());
        }
        Map<String, String> creatives = script.expectedCreatives();
        return new Values(impressions, net, pages, visitors, creatives.keySet(), creatives);
    }
}
