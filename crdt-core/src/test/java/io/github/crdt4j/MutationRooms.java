package io.github.crdt4j;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The mutation tests that {@code crdt-core/pom.xml} has, by what they mutate. */
final class MutationRooms {

    private MutationRooms() {}

    /** Whether some execution mutates a class. */
    static boolean mutates(Class<?> type) {
        return executions()
                .anyMatch(execution ->
                        matches(execution, "targetClasses", type) && !matches(execution, "excludedClasses", type));
    }

    private static Stream<Element> executions() {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Project.root().resolve("crdt-core/pom.xml").toFile())
                    .getElementsByTagName("execution");
            return elements(found);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }

    private static boolean matches(Element execution, String list, Class<?> type) {
        List<String> patterns = elements(execution.getElementsByTagName(list))
                .flatMap(one -> elements(one.getElementsByTagName("param")))
                .map(one -> one.getTextContent().replace(".", "\\.").replace("*", ".*"))
                .toList();
        return patterns.stream().anyMatch(type.getName()::matches);
    }
}
