package io.github.crdt4j.kryo;

import java.util.List;
import java.util.Optional;

/** The table of types, for tests of other packages. */
public final class TypeTable {

    /** A row: the first byte, the id counted from the base, and the operation-based sibling, if there is one. */
    public record Row(Class<?> type, int tag, int id, Optional<Sibling> sibling) {}

    /** An operation-based type and its first byte. */
    public record Sibling(Class<?> type, int tag) {}

    public static final List<Row> ROWS = Types.ROWS.stream()
            .map(row -> new Row(
                    row.type(),
                    row.tag(),
                    row.id(),
                    Optional.ofNullable(row.sibling()).map(op -> new Sibling(op.type(), op.tag()))))
            .toList();

    private TypeTable() {}
}
