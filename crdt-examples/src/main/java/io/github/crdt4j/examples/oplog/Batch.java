package io.github.crdt4j.examples.oplog;

import io.github.crdt4j.examples.ads.CampaignScript.Act;
import io.github.crdt4j.examples.ads.Impression;
import java.util.List;

/**
 * What one replica does in one message: counts some impressions, or acts on a campaign.
 *
 * @param second when it happens, in seconds since the run began
 * @param impressions what was shown
 * @param acts what is done to campaigns; none when there are impressions
 */
record Batch(int second, List<Impression> impressions, List<Act> acts) {}
