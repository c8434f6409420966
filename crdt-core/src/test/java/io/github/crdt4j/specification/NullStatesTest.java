package io.github.crdt4j.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.crdt4j.Crdt;
import io.github.crdt4j.laws.Subject;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type names the state that is null. */
class NullStatesTest {

    @ParameterizedTest
    @MethodSource("io.github.crdt4j.specification.Subjects#all")
    <S extends Crdt<S>, O> void mergeLeqAndDeltaNameTheStateThatIsNull(Subject<S, O> subject) {
        S bottom = subject.bottom();
        assertEquals("other", message(() -> bottom.merge(null)));
        assertEquals("other", message(() -> bottom.leq(null)));
        assertEquals("since", message(() -> bottom.delta(null)));
    }

    private static String message(Supplier<?> call) {
        return assertThrows(NullPointerException.class, call::get).getMessage();
    }
}
