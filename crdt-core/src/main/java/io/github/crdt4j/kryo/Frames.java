package io.github.crdt4j.kryo;

import io.github.crdt4j.ReplicaId;
import io.github.crdt4j.sync.Fingerprint;
import io.github.crdt4j.sync.SyncMessage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/** What is around a state or message: version, flags, and perhaps a checksum. */
final class Frames {

    private static final int VERSION = 1;
    private static final int CHECKSUM = 1;
    private static final int CHECKSUM_LENGTH = 4;

    /** By the byte that stands for each. */
    private static final List<SyncMessage.Check.Kind> CHECK_KINDS = List.of(
            SyncMessage.Check.Kind.QUESTION, SyncMessage.Check.Kind.ANSWER, SyncMessage.Check.Kind.FIRST_QUESTION);

    private Frames() {}

    static byte[] write(Session session, boolean checksum, Consumer<Encoder> body) {
        session.counts(0);
        var out = new Encoder(session);
        out.octet(VERSION);
        out.octet(checksum ? CHECKSUM : 0);
        body.accept(out);
        if (checksum) {
            out.fixed(checksum(out.buffer(), out.size()), CHECKSUM_LENGTH);
        }
        out.unpacks(out.size());
        return out.toBytes();
    }

    /** What is in a frame, without the frame. */
    static byte[] body(Session session, Consumer<Encoder> body) {
        var out = new Encoder(session);
        body.accept(out);
        return out.toBytes();
    }

    /** Reads all of a frame. Whatever goes wrong, it throws a {@link DecodeException}. */
    static <T> T read(Session session, byte[] bytes, Function<Decoder, T> body) {
        session.counts(Math.max(1, bytes.length));
        var in = new Decoder(session, bytes, 0, bytes.length, 0);
        try {
            if (bytes.length > session.maxBytes()) {
                throw in.bad(Mismatch.tooLong(bytes.length + " bytes", session.maxBytes()));
            }
            if (bytes.length == 0) {
                throw in.bad("there are no bytes");
            }
            in.unpacks(0, 0); // what was received counts as it is
            int version = in.octet();
            if (version != VERSION) {
                throw in.bad(Mismatch.version(version, VERSION), 0);
            }
            int flags = in.octet();
            if ((flags & ~CHECKSUM) != 0) {
                throw in.bad("unknown flags " + flags + ": the bytes are damaged, or of a later release", 1);
            }
            int length = bytes.length;
            if (flags == CHECKSUM) {
                length -= CHECKSUM_LENGTH;
                if (length < in.position()) {
                    throw in.bad("the bytes end too early");
                }
                long expected = new Decoder(session, bytes, length, bytes.length, 0).fixed(CHECKSUM_LENGTH);
                if (checksum(bytes, length) != expected) {
                    throw in.bad("wrong checksum: the bytes were damaged on their way or in their store", length);
                }
            }
            in = new Decoder(session, bytes, in.position(), length, 0);
            T value = body.apply(in);
            in.end();
            return value;
        } catch (DecodeException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new DecodeException(
                    bytes.length + " bytes took more memory than there is: give the process more (-Xmx), or lower"
                            + " maxBytes or maxUnpacked, so that such bytes are refused before they are read",
                    in.position(),
                    e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new DecodeException("bad bytes: " + e, in.position(), e);
        }
    }

    private static long checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    /** The shape that is expected, given a state of it. */
    static <S> Shape<S> expected(S like, Session session) {
        Shape<S> expected = Shapes.unchecked(Shapes.of(like, session));
        var unused = expected.check(like, session);
        return expected;
    }

    static <S> S readState(Decoder in, Shape<S> expected) {
        return readState(in, expected, () -> expected.read(in));
    }

    /** As much of a state as a known one lacks, see {@link Shape#readNews}. */
    static <S> S readNews(Decoder in, Shape<S> expected, S known) {
        return readState(in, expected, () -> expected.readNews(in, known));
    }

    private static <S> S readState(Decoder in, Shape<S> expected, Supplier<S> body) {
        int from = in.position();
        in.enter();
        Shape<?> found = Shapes.readHeader(in, in.octet());
        if (!found.equals(expected)) {
            throw in.bad(Mismatch.found(expected, found), from);
        }
        S state = body.get();
        in.leave();
        return state;
    }

    static <S> S readState(Decoder in, Class<S> type) {
        int from = in.position();
        in.enter();
        Shape<?> found = Shapes.readHeader(in, in.octet());
        if (found.type() != type) {
            throw in.bad(Mismatch.found(type.getSimpleName(), found), from);
        }
        S state = type.cast(found.read(in));
        in.leave();
        return state;
    }

    static void writeMessage(Encoder out, SyncMessage<?> message, boolean withHints) {
        if (message instanceof SyncMessage.Delta<?> delta) {
            out.octet(Tags.DELTA_MESSAGE);
            writeEnvelope(out, delta);
            out.varint(delta.number());
            out.octet(delta.complete() ? 1 : 0);
            out.tagged(delta.delta());
            if (!delta.complete()) {
                writeHints(out, delta.delta(), withHints);
            }
        } else if (message instanceof SyncMessage.Ack<?> ack) {
            out.octet(Tags.ACK_MESSAGE);
            writeEnvelope(out, ack);
            out.varint(ack.number());
        } else if (message instanceof SyncMessage.StartOver<?> startOver) {
            out.octet(Tags.START_OVER_MESSAGE);
            writeEnvelope(out, startOver);
            out.replica(startOver.addressee());
        } else if (message instanceof SyncMessage.Check<?> check) {
            out.octet(Tags.CHECK_MESSAGE);
            writeEnvelope(out, check);
            out.varint(check.number());
            out.octet(CHECK_KINDS.indexOf(check.kind()));
            out.fixed(check.fingerprint().high(), Long.BYTES);
            out.fixed(check.fingerprint().low(), Long.BYTES);
        }
    }

    private static void writeHints(Encoder out, Object delta, boolean withHints) {
        Shape<Object> shape = Shapes.unchecked(Shapes.of(delta, out.session()));
        out.enter();
        shape.writeHints(out, delta, withHints);
        out.leave();
    }

    private static <S> S readHints(Decoder in, Shape<S> expected, S delta) {
        in.enter();
        S hinted = expected.readHints(in, delta);
        in.leave();
        return hinted;
    }

    private static void writeEnvelope(Encoder out, SyncMessage<?> message) {
        out.replica(message.from());
        out.replica(message.to());
        out.varint(message.session());
    }

    static <S> SyncMessage<S> readMessage(Decoder in, Shape<S> expected) {
        int tag = in.octet();
        if (tag < Tags.DELTA_MESSAGE || tag > Tags.CHECK_MESSAGE) {
            throw in.bad(Mismatch.foundTag("a message of AntiEntropy", tag), in.position() - 1);
        }
        ReplicaId from = in.replica();
        ReplicaId to = in.replica();
        long session = in.positive("session");
        if (tag == Tags.START_OVER_MESSAGE) {
            return new SyncMessage.StartOver<>(from, to, session, in.replica());
        }
        long number = in.positive("number");
        if (tag == Tags.ACK_MESSAGE) {
            return new SyncMessage.Ack<>(from, to, session, number);
        }
        if (tag == Tags.CHECK_MESSAGE) {
            int kind = in.octet();
            if (kind >= CHECK_KINDS.size()) {
                throw in.bad("no kind of check: " + kind, in.position() - 1);
            }
            var fingerprint = new Fingerprint(in.fixed(Long.BYTES), in.fixed(Long.BYTES));
            return new SyncMessage.Check<>(from, to, session, number, CHECK_KINDS.get(kind), fingerprint);
        }
        boolean complete = readFlag(in, "complete");
        S delta = readState(in, expected);
        return complete
                ? new SyncMessage.Delta<>(from, to, session, number, true, delta)
                : new SyncMessage.Delta<>(from, to, session, number, false, readHints(in, expected, delta));
    }

    private static boolean readFlag(Decoder in, String what) {
        int flag = in.octet();
        if (flag > 1) {
            throw in.bad("neither " + what + " (1) nor not (0): " + flag, in.position() - 1);
        }
        return flag == 1;
    }
}
