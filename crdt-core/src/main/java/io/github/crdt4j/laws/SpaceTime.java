package io.github.crdt4j.laws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history as a table: a column for each site, a row for each step, what was done and what was read then. */
final class SpaceTime {

    private static final int MAX_WIDTH = 44;

    /** Told only when asked for: most histories hold. */
    private record Row(int site, Object what, @Nullable Object value, boolean aside) {

        String text() {
            return value == null ? what.toString() : what + " | " + value;
        }
    }

    private final List<String> sites;
    private final List<Row> rows = new ArrayList<>();
    private boolean asides;

    SpaceTime(List<String> sites) {
        this.sites = sites;
    }

    /** A step at a site. */
    void at(int site, Object what) {
        rows.add(new Row(site, what, null, false));
    }

    /** Something that concerns all sites. */
    void across(String text) {
        rows.add(new Row(-1, text, null, false));
    }

    /** The last step changed nothing, and was taken only to be sure. */
    void forgetLast() {
        rows.remove(rows.size() - 1);
    }

    /** What was read after the last step. */
    void value(Object value) {
        if (!rows.isEmpty() && rows.get(rows.size() - 1).site() >= 0) {
            Row last = rows.remove(rows.size() - 1);
            rows.add(new Row(last.site(), last.what(), value, false));
        }
    }

    /** Something at a site that matters to some laws only. */
    void aside(int site, Object what) {
        rows.add(new Row(site, what, null, true));
    }

    /** This table, with what matters to some laws only. */
    SpaceTime withAsides() {
        asides = true;
        return this;
    }

    @Override
    public String toString() {
        List<Row> shown = rows.stream().filter(row -> asides || !row.aside()).toList();
        int[] widths = new int[sites.size()];
        for (int site = 0; site < widths.length; site++) {
            int at = site;
            int name = sites.get(site).length();
            widths[site] = Math.max(
                    name,
                    Math.min(
                            MAX_WIDTH,
                            shown.stream()
                                    .filter(row -> row.site() == at)
                                    .mapToInt(row -> row.text().length())
                                    .max()
                                    .orElse(1)));
        }
        var text = new StringBuilder("     ");
        for (int site = 0; site < widths.length; site++) {
            text.append(pad(sites.get(site), widths[site])).append("  ");
        }
        for (int i = 0; i < shown.size(); i++) {
            Row row = shown.get(i);
            text.append(System.lineSeparator()).append(pad(String.valueOf(i + 1), 5));
            if (row.site() < 0) {
                text.append("-- ").append(row.text()).append(" --");
            } else {
                for (int site = 0; site < row.site(); site++) {
                    text.append(" ".repeat(widths[site] + 2));
                }
                text.append(row.text());
            }
        }
        return text.toString().replaceAll("(?m) +$", "");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
