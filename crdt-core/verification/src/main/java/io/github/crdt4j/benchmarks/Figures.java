package io.github.crdt4j.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for tables: three digits that count, thousands apart, nothing where there is no number. */
final class Figures {

    private static final int DIGITS = 3;

    private Figures() {}

    static String of(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        String plain = new BigDecimal(number).round(new MathContext(DIGITS)).toPlainString();
        int point = plain.indexOf('.');
        return point < 0
                ? grouped(plain)
                : plain.contains(".") && point > DIGITS ? grouped(plain.substring(0, point)) : plain;
    }

    static String grouped(String digits) {
        return digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
    }

    static String grouped(int number) {
        return grouped(Integer.toString(number));
    }
}
