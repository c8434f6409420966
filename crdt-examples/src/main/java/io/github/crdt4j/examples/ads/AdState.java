package io.github.crdt4j.examples.ads;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.causal.Composite;
import io.github.crdt4j.counter.GCounter;
import io.github.crdt4j.counter.PNCounter;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.map.ORMap;
import io.github.crdt4j.register.LWWRegister;
import io.github.crdt4j.set.ORSet;
import io.github.crdt4j.time.LamportTimestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything a replica knows about advertising: a record of replicated types, itself one.
 *
 * @param impressions how often an advertisement was shown
 * @param net the same, taken back for robots
 * @param pages impressions per page
 * @param visitors who saw any
 * @param campaigns which campaigns are active
 * @param creatives which creative each campaign shows
 */
public record AdState(
        GCounter impressions,
        PNCounter net,
        ORMap<String, GCounter> pages,
        ORSet<String> visitors,
        ORSet<String> campaigns,
        ORMap<String, LWWRegister<String>> creatives)
        implements Composite<AdState> {

    /** What a replica knows at first. */
    public static final AdState EMPTY = new AdState(
            GCounter.empty(),
            PNCounter.empty(),
            ORMap.empty(GCounter.empty()),
            ORSet.empty(),
            ORSet.empty(),
            ORMap.empty(LWWRegister.empty()));

    @Override
    public AdState zip(AdState other, Zip with) {
        return new AdState(
                with.apply(impressions, other.impressions),
                with.apply(net, other.net),
                with.apply(pages, other.pages),
                with.apply(visitors, other.visitors),
                with.apply(campaigns, other.campaigns),
                with.apply(creatives, other.creatives));
    }

    /** Counts impressions, all in one next state. */
    AdState show(ReplicaId self, Collection<Impression> shown) {
        if (shown.isEmpty()) {
            return this;
        }
        long robots = shown.stream().filter(Impression::byRobot).count();
        return new AdState(
                impressions.increment(self, shown.size()),
                net.increment(self, shown.size()).decrement(self, robots),
                pages.edit(
                        self,
                        editor -> shown.forEach(
                                impression -> editor.update(impression.page(), count -> count.increment(self)))),
                visitors.edit(
                        self,
                        editor -> shown.stream()
                                .map(Impression::visitor)
                                .distinct()
                                // adding one again would be an event to ship, and nobody removes visitors concurrently
                                .filter(visitor -> !visitors.contains(visitor))
                                .forEach(editor::add)),
                campaigns,
                creatives);
    }

    /** Launches a campaign, or shows another creative in it; or withdraws it, as far as this replica has seen it. */
    AdState act(ReplicaId self, LamportTimestamp stamp, Act act) {
        String campaign = act.campaign();
        if (act.creative().isEmpty()) {
            return withCampaigns(campaigns.remove(campaign), creatives.remove(campaign));
        }
        String creative = act.creative().get();
        return withCampaigns(
                campaigns.add(self, campaign),
                creatives.update(self, campaign, register -> register.set(stamp, creative)));
    }

    private AdState withCampaigns(ORSet<String> nextCampaigns, ORMap<String, LWWRegister<String>> nextCreatives) {
        return new AdState(impressions, net, pages, visitors, nextCampaigns, nextCreatives);
    }

    /** What a reader sees. */
    Values values() {
        Map<String, Long> perPage = new HashMap<>();
        pages.entries().forEach((page, count) -> perPage.put(page, count.value()));
        Map<String, String> shown = new HashMap<>();
        creatives
                .entries()
                .forEach((campaign, creative) ->
                        shown.put(campaign, creative.value().orElse("-")));
        return new Values(impressions.value(), net.value(), perPage, visitors.elements(), campaigns.elements(), shown);
    }
}
