package io.github.crdt4j.laws;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.sync.Fingerprint;
import io.github.crdt4j.sync.SyncMessage;

/** A message that was damaged on its way and can still be read: a number, a flag or the content is another one. */
final class Damage {

    private Damage() {}

    /** The message with one thing changed, or as it is where that would make it unreadable. */
    static <S extends Crdt<S>> SyncMessage<S> of(SyncMessage<S> message, int draw, S bottom) {
        int what = draw % 4;
        long session = what == 0 ? turned(message.session(), draw / 4 % 63) : message.session();
        if (message instanceof SyncMessage.Delta<S> delta) {
            return new SyncMessage.Delta<>(
                    delta.from(),
                    delta.to(),
                    session,
                    what == 1 ? turned(delta.number(), draw / 4 % 4) : delta.number(),
                    delta.complete() ^ what == 2,
                    what == 3 ? bottom : delta.delta());
        } else if (message instanceof SyncMessage.Ack<S> ack) {
            return new SyncMessage.Ack<>(ack.from(), ack.to(), session, turned(ack.number(), draw / 4 % 4));
        } else if (message instanceof SyncMessage.Check<S> check) {
            var other = check.isAnswer() ? SyncMessage.Check.Kind.QUESTION : SyncMessage.Check.Kind.ANSWER;
            return new SyncMessage.Check<>(
                    check.from(),
                    check.to(),
                    session,
                    what == 1 ? turned(check.number(), draw / 4 % 4) : check.number(),
                    what == 2 ? other : check.kind(),
                    what == 3
                            ? new Fingerprint(
                                    check.fingerprint().high(),
                                    ~check.fingerprint().low())
                            : check.fingerprint());
        }
        return new SyncMessage.StartOver<>(
                message.from(), message.to(), session, ((SyncMessage.StartOver<S>) message).addressee());
    }

    /** A number with one bit turned, or as it is where that makes 0. */
    private static long turned(long number, int bit) {
        long turned = number ^ 1L << bit;
        return turned == 0 ? number : turned;
    }
}
