package io.github.crdt4j.fuzz;

import io.github.crdt4j.kryo.DecodeException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What processor time hostile bytes take, to be printed and never asserted, as it depends on the machine: the worst that a
 * process has met, and the input that it came of. For one thread.
 */
final class Work {

    /** Of fewer bytes the clock tells too little. */
    private static final int LEAST = 1 << 12;

    /** How often bytes are measured that look like the worst so far: the least time counts, as code is compiled meanwhile. */
    private static final int TIMES = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static String input = "";
    private static String worst = "nothing of " + LEAST + " bytes";
    private static double worstPerByte;

    private Work() {}

    /** Says which input comes next. */
    static void begins(String whence) {
        input = whence;
    }

    /** The most time that bytes took, for a megabyte, and which input to run again. */
    static String worst() {
        return worst;
    }

    /** Decodes bytes, and does with what they are what is to be measured, too; bytes that are refused count as well. */
    static <T> void measure(byte[] bytes, Supplier<T> decode, Consumer<T> use) {
        if (bytes.length < LEAST) {
            return;
        }
        double perByte = Double.MAX_VALUE;
        for (int i = 0; i < TIMES && perByte > worstPerByte; i++) {
            perByte = Math.min(perByte, nanos(decode, use) / (double) bytes.length);
        }
        if (perByte > worstPerByte) {
            worstPerByte = perByte;
            worst = "%.0f ms for a megabyte like the %,d bytes of %s".formatted(perByte, bytes.length, input);
        }
    }

    private static <T> long nanos(Supplier<T> decode, Consumer<T> use) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            use.accept(decode.get());
        } catch (DecodeException refused) {
            // which takes time as well
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }
}
