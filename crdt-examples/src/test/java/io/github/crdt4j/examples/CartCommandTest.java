package io.github.crdt4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.crdt4j.examples.CommandLines.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CartCommandTest {

    @ParameterizedTest
    @CsvSource({"bread,1,-", "eggs,12,6", "milk,3,1", "wine,1,1"})
    void whatTheUnionBringsBackStaysAwayHere(String item, String union, String map) {
        Result result = CommandLines.run("cart");
        assertEquals(0, result.status());
        String row = result.lines().stream()
                .filter(line -> line.strip().startsWith(item + " "))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches(" +" + item + " +" + union + " +" + map + " .*"), row);
    }

    @Test
    void bothOrdersOfMergingAgree() {
        assertEquals(
                "Merging in the other order gives the same cart.",
                CommandLines.run("cart").lastLine());
    }
}
