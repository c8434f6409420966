package io.github.crdt4j.specification;

import io.github.crdt4j.flag.DWFlag;
import io.github.crdt4j.flag.EWFlag;
import io.github.crdt4j.laws.Issuer;
import io.github.crdt4j.laws.Script;
import io.github.crdt4j.laws.Subject;
import java.util.EnumSet;

/**
 * The specifications of the flags: some visible enable that no visible disable has seen; and some visible enable, while every visible
 * disable was seen by some visible enable.
 */
final class Flags {

    static final Script.Call ENABLE = new Script.Call("enable", "");

    static final Script<EWFlag> ENABLE_WINS = Script.startingWith(EWFlag.empty())
            .step("enable", random -> "", (EWFlag flag, Issuer issuer, String nothing) -> flag.enable(issuer.self()))
            .step("disable", random -> "", (EWFlag flag, Issuer issuer, String nothing) -> flag.disable())
            .reading(EWFlag::isEnabled)
            .specifiedBy(visible -> visible.events().stream()
                    .filter(event -> event.operation().equals(ENABLE))
                    .anyMatch(enable ->
                            !visible.seenBy(enable, call -> call.name().equals("disable"))))
            .promising(EnumSet.allOf(Subject.Promise.class));

    static final Script<DWFlag> DISABLE_WINS = Script.startingWith(DWFlag.empty())
            .step("enable", random -> "", (DWFlag flag, Issuer issuer, String nothing) -> flag.enable(issuer.self()))
            .step("disable", random -> "", (DWFlag flag, Issuer issuer, String nothing) -> flag.disable(issuer.self()))
            .reading(DWFlag::isEnabled)
            .specifiedBy(visible -> visible.events().stream()
                            .anyMatch(event -> event.operation().equals(ENABLE))
                    && visible.events().stream()
                            .filter(event -> !event.operation().equals(ENABLE))
                            .allMatch(disable -> visible.seenBy(disable, ENABLE::equals)))
            .promising(EnumSet.allOf(Subject.Promise.class));

    private Flags() {}
}
