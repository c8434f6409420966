package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.counter.OpGCounter;
import io.github.crdt4j.counter.OpPNCounter;
import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.examples.ads.Impression;
import io.github.crdt4j.examples.ads.Values;
import io.github.crdt4j.map.OpORMap;
import io.github.crdt4j.op.OpCrdt;
import io.github.crdt4j.op.OpEditor;
import io.github.crdt4j.register.OpLWWRegister;
import io.github.crdt4j.set.OpORSet;
import io.github.crdt4j.time.CausalPast;
import io.github.crdt4j.time.Dot;
import io.github.crdt4j.time.LamportTimestamp;
import io.github.crdt4j.time.VectorClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything a replica knows about advertising, replicated by operations: {@link io.github.crdt4j.examples.ads.AdState} with
 * the operation-based sibling of each of its types. A record of such types is one itself: an operation on the whole is an
 * operation on a part, and those on different parts have nothing to do with one another.
 *
 * @param impressions how often an advertisement was shown
 * @param net the same, taken back for robots
 * @param pages impressions per page
 * @param visitors who saw any
 * @param campaigns which campaigns are active
 * @param creatives which creative each campaign shows
 */
public record OpAdState(
        OpGCounter impressions,
        OpPNCounter net,
        OpORMap<String, OpGCounter, OpGCounter.Increment> pages,
        OpORSet<String> visitors,
        OpORSet<String> campaigns,
        OpORMap<String, OpLWWRegister<String>, OpLWWRegister.Write<String>> creatives)
        implements OpCrdt<OpAdState, AdChange<?, ?>> {

    /** What a replica knows at first. */
    public static final OpAdState EMPTY = new OpAdState(
            OpGCounter.empty(),
            OpPNCounter.empty(),
            OpORMap.empty(OpGCounter.empty()),
            OpORSet.empty(),
            OpORSet.empty(),
            OpORMap.empty(OpLWWRegister.empty()));

    @Override
    public OpAdState effect(AdChange<?, ?> operation, Dot dot, CausalPast clock) {
        return operation.on(this, dot, clock);
    }

    @Override
    public OpAdState settle(VectorClock stable) {
        OpAdState settled = this;
        for (Part<?, ?> part : Part.ALL) {
            settled = settle(part, settled, stable);
        }
        return settled;
    }

    private static <S extends OpCrdt<S, ?>> OpAdState settle(Part<S, ?> part, OpAdState all, VectorClock stable) {
        return part.with(all, part.of(all).settle(stable));
    }

    @Override
    public long greatestStamp() {
        return creatives.greatestStamp();
    }

    /** Counts impressions: the operations of one message. */
    static void show(OpEditor<OpAdState, AdChange<?, ?>> editor, List<Impression> shown) {
        long robots = shown.stream().filter(Impression::byRobot).count();
        Map<String, Long> perPage = new TreeMap<>();
        shown.forEach(impression -> perPage.merge(impression.page(), 1L, Long::sum));
        OpAdState before = editor.state();
        editor.apply(Part.IMPRESSIONS.change(before.impressions.increment(shown.size())));
        editor.apply(Part.NET.change(before.net.increment(shown.size())));
        if (robots > 0) {
            editor.apply(Part.NET.change(before.net.decrement(robots)));
        }
        perPage.forEach((page, times) ->
                editor.apply(Part.PAGES.change(before.pages.update(page, count -> count.increment(times)))));
        shown.stream()
                .map(Impression::visitor)
                .distinct()
                // adding one again would be an operation to ship, and nobody removes visitors concurrently
                .filter(visitor -> !before.visitors.contains(visitor))
                .forEach(visitor -> editor.apply(Part.VISITORS.change(before.visitors.add(visitor))));
    }

    /** Launches a campaign, or shows another creative in it; or withdraws it, as far as this replica has seen it. */
    static void act(OpEditor<OpAdState, AdChange<?, ?>> editor, LamportTimestamp stamp, Act act) {
        OpAdState before = editor.state();
        String campaign = act.campaign();
        if (act.creative().isEmpty()) {
            editor.apply(Part.CAMPAIGNS.change(before.campaigns.remove(campaign)));
            editor.apply(Part.CREATIVES.change(before.creatives.remove(campaign)));
        } else {
            String creative = act.creative().get();
            editor.apply(Part.CAMPAIGNS.change(before.campaigns.add(campaign)));
            editor.apply(Part.CREATIVES.change(
                    before.creatives.update(campaign, register -> register.set(stamp, creative))));
        }
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
