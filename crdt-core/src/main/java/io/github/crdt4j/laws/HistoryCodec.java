package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.sync.Fingerprint;
import io.github.crdt4j.sync.SyncCodec;
import io.github.crdt4j.sync.SyncMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and fingerprints within one history. Fingerprints are those of the subject's own bytes, if it has any; else equal
 * states are numbered.
 */
final class HistoryCodec<S extends Crdt<S>> implements SyncCodec<S> {

    private final @Nullable Codec<S> codec;
    private final List<S> states = new ArrayList<>();
    private final List<SyncMessage<S>> messages = new ArrayList<>();

    HistoryCodec(@Nullable Codec<S> codec) {
        this.codec = codec;
    }

    @Override
    public byte[] encode(SyncMessage<S> message) {
        messages.add(message);
        return ByteBuffer.allocate(Integer.BYTES).putInt(messages.size() - 1).array();
    }

    @Override
    public SyncMessage<S> decode(byte[] bytes) {
        return messages.get(ByteBuffer.wrap(bytes).getInt());
    }

    @Override
    public Fingerprint fingerprint(S state) {
        if (codec != null) {
            return Fingerprint.of(codec.bytes(state));
        }
        int number = states.indexOf(state);
        if (number < 0) {
            number = states.size();
            states.add(state);
        }
        return new Fingerprint(0, number);
    }
}
