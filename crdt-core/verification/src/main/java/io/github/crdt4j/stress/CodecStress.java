package io.github.crdt4j.stress;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.kryo.DecodeException;
import io.github.crdt4j.kryo.KryoCodec;
import io.github.crdt4j.set.ORSet;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One {@link KryoCodec} used by several threads, with a serializer that serves one thread at a time. */
public final class CodecStress {

    private static final ReplicaId A = ReplicaId.of("a");

    private CodecStress() {}

    /** An element of a user's own class. */
    public record Price(long cents) {}

    /** Keeps what it is at in a field, as serializers do that are not for many threads. */
    static final class PriceSerializer extends Serializer<Price> {
        private long at; // plain

        @Override
        public void write(Kryo kryo, Output output, Price price) {
            at = price.cents();
            output.writeLong(at);
            if (at != price.cents()) {
                throw new IllegalStateException("another thread is in here");
            }
        }

        @Override
        public Price read(Kryo kryo, Input input, Class<? extends Price> type) {
            at = input.readLong();
            if (at < 0) {
                throw new IllegalStateException("no price: " + at);
            }
            return new Price(at);
        }
    }

    private static final ORSet<Price> ONE = prices(1, 2);
    private static final ORSet<Price> OTHER = prices(3, 4);
    private static final byte[] BYTES_OF_ONE = codec().encode(ONE);
    private static final byte[] BYTES_OF_OTHER = codec().encode(OTHER);
    private static final byte[] BAD_BYTES = codec().encode(prices(-1, 2));

    private static ORSet<Price> prices(long first, long second) {
        return ORSet.<Price>empty().add(A, new Price(first)).add(A, new Price(second));
    }

    private static KryoCodec codec() {
        return KryoCodec.builder()
                .register(Price.class, PriceSerializer::new, 100)
                .build();
    }

    private static boolean refusesBadBytes(KryoCodec codec) {
        try {
            return codec.decode(BAD_BYTES, ONE) == null;
        } catch (DecodeException refused) {
            return true;
        }
    }

    @JCStressTest
    @Description("KryoCodec, guarantee 5: one codec, new, encodes for two threads.")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "each its own bytes")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one disturbed the other")
    @State
    public static class EncodeAndEncode {
        private final KryoCodec codec = codec();

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = Arrays.equals(BYTES_OF_ONE, codec.encode(ONE));
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = Arrays.equals(BYTES_OF_OTHER, codec.encode(OTHER));
        }
    }

    @JCStressTest
    @Description("KryoCodec, guarantee 5: one codec decodes for one thread and encodes for another.")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "each its own")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one disturbed the other")
    @State
    public static class DecodeAndEncode {
        private final KryoCodec codec = codec();

        @Actor
        public void decode(ZZ_Result result) {
            result.r1 = codec.decode(BYTES_OF_ONE, ONE).equals(ONE);
        }

        @Actor
        public void encode(ZZ_Result result) {
            result.r2 = Arrays.equals(BYTES_OF_OTHER, codec.encode(OTHER));
        }
    }

    @JCStressTest
    @Description(
            "KryoCodec, guarantees 2 and 5: bad bytes in one thread disturb neither the others nor what comes next.")
    @Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "refused; the others as if nothing happened")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the failure showed elsewhere")
    @State
    public static class FailAndEncodeAndDecode {
        private final KryoCodec codec = codec();

        @Actor
        public void fail(ZZZ_Result result) {
            result.r1 =
                    refusesBadBytes(codec) && codec.decode(BYTES_OF_ONE, ONE).equals(ONE);
        }

        @Actor
        public void encode(ZZZ_Result result) {
            result.r2 = Arrays.equals(BYTES_OF_ONE, codec.encode(ONE));
        }

        @Actor
        public void decode(ZZZ_Result result) {
            result.r3 = codec.decode(BYTES_OF_OTHER, ONE).equals(OTHER);
        }
    }
}
