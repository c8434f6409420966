package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the constants of an enum by their names, so that others can be added anywhere and the order may change. */
final class EnumerationSerializer<E extends Enum<E>> extends Serializer<E> {

    private final Class<E> type;
    private final Map<String, E> constants;

    EnumerationSerializer(Class<E> type) {
        super(false, true);
        this.type = type;
        this.constants =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Enum::name, Function.identity()));
    }

    @Override
    public void write(Kryo kryo, Output output, E value) {
        var out = new Encoder(Session.in(kryo));
        out.text(value.name());
        output.writeBytes(out.buffer(), 0, out.size());
    }

    @Override
    public E read(Kryo kryo, Input input, Class<? extends E> expected) {
        Decoder in = RecordSerializer.decoder(kryo, input);
        int from = in.position();
        String name = in.text();
        E constant = constants.get(name);
        if (constant == null) {
            throw in.bad(
                    type.getName() + " has no constant " + Octets.show(name)
                            + " here: all peers must read a new constant before one writes it",
                    from);
        }
        input.setPosition(in.position());
        return constant;
    }
}
