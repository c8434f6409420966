package io.github.crdt4j.kryo;

import io.github.crdt4j.internal.counter.Lane;
import io.github.crdt4j.internal.counter.Lanes;
import io.github.crdt4j.time.Dot;
import java.util.ArrayList;

/**
 * How the lanes of counters are written: ascending by birth dot, each with a total and how much of it was forgotten.
 *
 * @param bothWays whether there are two of each, as in a counter that goes up and down
 */
record LanesCodec(boolean bothWays) implements StoreCodec<Lanes> {

    @Override
    public void write(Encoder out, Lanes store) {
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
    public Lanes read(Decoder in) {
        int count = in.count(bothWays ? 6 : 4);
        var lanes = new ArrayList<Lane>();
        Dot last = null;
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Dot birth = in.ascendingDot("lane", last);
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
