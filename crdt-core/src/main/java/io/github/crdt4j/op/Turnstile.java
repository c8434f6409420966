package io.github.crdt4j.op;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.crdt4j.ReplicaId;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one call at a time change a replica, none from within another, and no more once an effect has thrown. */
final class Turnstile {

    private final ReplicaId self;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Throwable broken;

    Turnstile(ReplicaId self) {
        this.self = self;
    }

    /** What is done inside. */
    interface Action<T> {
        T run();
    }

    @CanIgnoreReturnValue
    <T> T pass(Action<T> action) {
        refuseWithinEdit();
        lock.lock();
        try {
            if (broken != null) {
                throw refusal(broken);
            }
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    void run(Runnable action) {
        pass(() -> {
            action.run();
            return this;
        });
    }

    void refuseWithinEdit() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "an edit of " + self + " must not use the replica itself: use the editor that the edit is given");
        }
    }

    /** Lets nobody in from now on; called from inside. */
    @CanIgnoreReturnValue
    IllegalStateException shut(Throwable cause) {
        broken = cause;
        return refusal(cause);
    }

    private IllegalStateException refusal(Throwable cause) {
        return new IllegalStateException(
                "an effect has thrown, so the state of " + self
                        + " and its clock no longer agree: start again from what was last persisted",
                cause);
    }
}
