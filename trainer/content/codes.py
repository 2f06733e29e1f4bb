"""Every code a problem can have: its short name and how severe it is. Each has a page in docs/problems/.

F1xx: the file itself. V2xx: keys, values and texts. S3xx: a scenario's parts fitting together. R4xx: rubrics.
P5xx: plans. M6xx: what needs matching, such as examples too close to each other. L7xx: the library as a whole.
"""

from typing import NamedTuple

from trainer.content.problem import Severity


class Code(NamedTuple):
    """What a code is called (a slug, the title of its page) and whether it stops a scenario from loading."""

    name: str
    severity: Severity = "error"


CODES: dict[str, Code] = {
    "F101": Code("too-large"),
    "F102": Code("not-utf-8"),
    "F103": Code("empty-file"),
    "F104": Code("no-keys-at-the-top"),
    "F105": Code("not-yaml"),
    "F106": Code("tab-as-indentation"),
    "F107": Code("key-twice"),
    "F108": Code("yaml-tag"),
    "F109": Code("too-many-aliases"),
    "F110": Code("link-out-of-the-folder"),
    "F111": Code("path-out-of-the-folder"),
    "F112": Code("nested-too-deep"),
    "F113": Code("cannot-be-read"),
    "F114": Code("key-is-not-a-word"),
    "F115": Code("file-name"),
    "V201": Code("unknown-key"),
    "V202": Code("missing-key"),
    "V203": Code("wrong-kind-of-value"),
    "V204": Code("bad-id"),
    "V205": Code("id-is-not-the-file-name"),
    "V206": Code("not-one-of-the-choices"),
    "V207": Code("number-out-of-range"),
    "V208": Code("nothing-there"),
    "V209": Code("missing-language"),
    "V210": Code("language-not-declared", "warning"),
    "V211": Code("words-in-one-language-only", "warning"),
    "V212": Code("bad-template"),
    "V213": Code("bad-expression"),
    "V214": Code("bad-fact-value"),
    "V215": Code("said-twice"),
    "V216": Code("unknown-language"),
    "S301": Code("dangling-jump"),
    "S302": Code("unreachable-node"),
    "S303": Code("no-way-to-an-ending"),
    "S304": Code("fallbacks-go-round"),
    "S305": Code("no-fallback"),
    "S306": Code("unknown-variable"),
    "S307": Code("unknown-fact"),
    "S308": Code("unknown-move"),
    "S309": Code("unknown-persona-key"),
    "S310": Code("unknown-article"),
    "S311": Code("unknown-record"),
    "S312": Code("unknown-transfer-target"),
    "S313": Code("unknown-competency"),
    "S314": Code("unknown-rubric"),
    "S315": Code("unknown-snippet"),
    "S316": Code("name-taken-by-a-snippet"),
    "S317": Code("personas-differ"),
    "S318": Code("critical-move-never-heard"),
    "S319": Code("same-example-in-two-moves"),
    "S320": Code("move-cannot-be-heard"),
    "S321": Code("few-examples", "warning"),
    "S322": Code("line-too-long", "warning"),
    "S323": Code("no-plans", "warning"),
    "S324": Code("end-node-goes-on"),
    "S325": Code("unknown-action"),
    "S326": Code("facts-go-round"),
    "S327": Code("article-language-missing"),
    "S328": Code("rule-never-reached", "warning"),
    "S329": Code("move-never-heard", "warning"),
    "R401": Code("rubric-move-nowhere"),
    "R402": Code("rubric-item-not-applicable", "warning"),
    "R403": Code("rubric-language-missing"),
    "R404": Code("anchors-do-not-fit"),
    "R405": Code("bad-auto-rule"),
    "R406": Code("rubric-unknown-name"),
    "P501": Code("plan-without-scenario"),
    "P502": Code("plan-unknown-name"),
    "P503": Code("plan-bad-turn"),
    "P504": Code("plan-bad-comparison"),
    "P505": Code("two-plans-with-one-name"),
    "P506": Code("plan-turn-cannot-happen"),
    "P507": Code("plan-other-moves"),
    "P508": Code("plan-other-node"),
    "P509": Code("plan-other-ending"),
    "P510": Code("plan-other-mood"),
    "P511": Code("plan-other-score"),
    "P512": Code("plan-other-critical-errors"),
    "P513": Code("ending-no-plan-reaches", "warning"),
    "M601": Code("example-does-not-make-its-move"),
    "M602": Code("examples-too-close", "warning"),
    "M603": Code("example-holds-another-moves-keywords", "warning"),
    "L701": Code("id-in-two-folders"),
    "L702": Code("no-content-folder"),
}
"""P506 and up, and all of M6xx, belong to playing plans and to matching."""


def severity_of(code: str) -> Severity:
    """`error` or `warning`."""
    return CODES[code].severity
