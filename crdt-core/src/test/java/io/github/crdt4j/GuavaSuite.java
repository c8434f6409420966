package io.github.crdt4j;

import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Guava's collection suites, which are written for JUnit 3, as tests of today. */
public final class GuavaSuite {

    private GuavaSuite() {}

    /**
     * The tests of a suite.
     *
     * @param suite what guava-testlib has built
     * @return one node per suite and test within it
     */
    public static Stream<DynamicNode> of(TestSuite suite) {
        return Collections.list(suite.tests()).stream().map(GuavaSuite::node);
    }

    private static DynamicNode node(Test test) {
        if (test instanceof TestSuite suite) {
            return DynamicContainer.dynamicContainer(suite.getName(), of(suite));
        }
        TestCase single = (TestCase) test;
        return DynamicTest.dynamicTest(single.getName(), single::runBare);
    }
}
