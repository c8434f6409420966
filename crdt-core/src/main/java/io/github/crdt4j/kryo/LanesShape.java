package io.github.crdt4j.kryo;

import io.github.crdt4j.causal.Causal;
import io.github.crdt4j.internal.causal.Lane;
import io.github.crdt4j.internal.causal.Lanes;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;

/**
 * The shape of counters. Lanes ascend by birth dot; each has a total and how much of it was forgotten, those of a counter
 * that goes both ways have two of each.
 */
final class LanesShape<S extends Causal<S>> extends StoreShape<S, Lanes> {

    private final boolean bothWays;

    LanesShape(int tag, S bottom, boolean bothWays) {
        super(tag, bottom);
        this.bothWays = bothWays;
    }

    @Override
    void writeStore(Encoder out, Lanes store) {
        out.varint(store.asList().size());
        for (Lane lane : store.asList()) {
            out.dot(lane.birth());
            out.varint(lane.up());
            out.varint(lane.upForgotten());
            if (bothWays) {
                out.varint(lane.down());
                out.varint(lane.downForgotten());
            }
        }
    }

    @Override
    Lanes readStore(Decoder in) {
        int count = in.count(bothWays ? 6 : 4);
        var lanes = new ArrayList<Lane>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Dot birth = in.liveDot();
            if (last != null && last.compareTo(birth) >= 0) {
                throw in.bad("lane " + birth + " out of order", from);
            }
            last = birth;
            long up = in.varint();
            long upForgotten = in.varint();
            long down = bothWays ? in.varint() : 0;
            long downForgotten = bothWays ? in.varint() : 0;
            if (upForgotten > up || downForgotten > down) {
                throw in.bad("lane " + birth + " has forgotten more than it counted", from);
            }
            if (up == 0 && down == 0) {
                throw in.bad("lane " + birth + " has counted nothing", from);
            }
            lanes.add(new Lane(birth, up, upForgotten, down, downForgotten));
        }
        return Lanes.of(lanes);
    }
}
