package io.github.crdt4j.internal.causal;

import io.github.crdt4j.internal.text.Text;

/** Names the types of maps and of what is made removable by the empty states that their values begin as. */
public final class Bottoms {

    private Bottoms() {}

    /** That two states of one type do not merge, since their values begin as different states. */
    public static String differ(String type, Object mine, Object theirs, String given) {
        if (mine instanceof Enum<?> bias) {
            String biased = bias.getDeclaringClass().getEnclosingClass().getSimpleName();
            return biased + "[" + mine + "] does not merge with " + biased + "[" + theirs
                    + "]; every replica must give " + biased + ".empty the same "
                    + bias.getDeclaringClass().getSimpleName();
        }
        String here = type + "[" + name(mine) + "]";
        String there = type + "[" + name(theirs) + "]";
        String both = here.equals(there)
                ? "two of type " + here + " do not merge: one begins with " + Text.of(mine) + ", the other with "
                        + Text.of(theirs)
                : here + " does not merge with " + there;
        return both + "; every replica must give " + given;
    }

    private static String name(Object bottom) {
        String type = bottom.getClass().getSimpleName();
        DotStore<?> store = Parts.storeOf(bottom);
        Object schema = store == null ? "" : store.schema();
        return schema.equals("") ? type : type + "[" + name(schema) + "]";
    }
}
