package io.github.crdt4j.laws;

import io.github.crdt4j.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who takes part in a history: how many sites, how they are named, and whether their wall clocks go.
 *
 * @param sites how many
 * @param naming how they are named
 * @param standing whether their wall clocks stand still, at 0
 */
record Cast(int sites, Naming naming, boolean standing) {

    static final int MAX_SITES = 4;

    /** Hashes a {@code long} to 0, as does every multiple of it below 2⁶³. */
    private static final long SAME_HASH = 0x1_0000_0001L;

    /** How sites are named; the sign tells it in a replay. */
    enum Naming {
        /** a, b, c. */
        LETTERS(""),
        /** All ids have one hash code, those of later starts, too; and a later site has a smaller id. */
        COLLIDING("h"),
        /** All ids have one name, and differ in the incarnation. */
        SAME_NAME("n");

        private final String sign;

        Naming(String sign) {
            this.sign = sign;
        }
    }

    static Cast draw(int sites, SplittableRandom random) {
        return new Cast(
                sites,
                List.of(Naming.LETTERS, Naming.LETTERS, Naming.COLLIDING, Naming.SAME_NAME)
                        .get(random.nextInt(4)),
                random.nextInt(3) == 0);
    }

    /** The first id of a site. */
    ReplicaId first(int site) {
        return switch (naming) {
            case LETTERS -> ReplicaId.of(String.valueOf((char) ('a' + site)));
            case COLLIDING -> {
                int place = MAX_SITES - 1 - site;
                yield ReplicaId.of((place / 2 == 0 ? "Aa" : "BB") + (place % 2 == 0 ? "Aa" : "BB"));
            }
            case SAME_NAME -> new ReplicaId("a", site);
        };
    }

    /** The id of the next start of a site, which no other start of any site has. */
    ReplicaId next(ReplicaId id) {
        return new ReplicaId(
                id.name(),
                id.incarnation()
                        + switch (naming) {
                            case LETTERS -> 1;
                            case COLLIDING -> SAME_HASH;
                            case SAME_NAME -> MAX_SITES;
                        });
    }

    List<ReplicaId> all() {
        return IntStream.range(0, sites).mapToObj(this::first).toList();
    }

    /** Casts with less to explain, to try in place of this one. */
    List<Cast> simpler() {
        var simpler = new ArrayList<Cast>();
        if (sites > 1) {
            simpler.add(new Cast(sites - 1, naming, standing));
        }
        if (naming != Naming.LETTERS) {
            simpler.add(new Cast(sites, Naming.LETTERS, standing));
        }
        if (standing) {
            simpler.add(new Cast(sites, naming, false));
        }
        return simpler;
    }

    /** As a replay tells it: the number of sites, and a sign for each way in which they are special. */
    @Override
    public String toString() {
        return sites + naming.sign + (standing ? "s" : "");
    }

    /** What {@link #toString} told. */
    static Cast parse(String text) {
        int sites = Integer.parseInt(text.substring(0, 1));
        for (Naming naming : Naming.values()) {
            for (boolean standing : new boolean[] {false, true}) {
                var cast = new Cast(sites, naming, standing);
                if (cast.toString().equals(text) && sites > 0 && sites <= MAX_SITES) {
                    return cast;
                }
            }
        }
        throw new IllegalArgumentException("no such cast: " + text);
    }
}
