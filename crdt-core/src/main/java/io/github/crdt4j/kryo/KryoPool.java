package io.github.crdt4j.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.util.Pool;

/** The Kryos of a codec. A class with a name, so that {@link KryoCodec} can be loaded where there is no Kryo 5. */
final class KryoPool extends Pool<Kryo> {

    private final Registrations registrations;
    private final int maxDepth;

    KryoPool(Registrations registrations, int maxDepth) {
        super(true, false, 64);
        this.registrations = registrations;
        this.maxDepth = maxDepth;
    }

    @Override
    protected Kryo create() {
        var kryo = new Kryo() {
            @Override
            @SuppressWarnings("rawtypes") // as Kryo declares it
            protected String unregisteredClassMessage(Class type) {
                return Session.noEncoding(type);
            }
        };
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        kryo.setMaxDepth(maxDepth);
        CrdtSerializers.register(kryo);
        CrdtSerializers.registerPlainValues(kryo);
        registrations.register(kryo);
        return kryo;
    }
}
