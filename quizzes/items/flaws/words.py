"""Words that tell something about how an item is written."""

import re

ALL_OR_NONE = re.compile(
    r"(?:以上|上述|前述|上列)[^，。]{0,4}(?:皆|均|都|全)[^，。]{0,6}|(?:皆|均|全|都)(?:是|非|對|錯|不對|正確|不正確)"
    r"|全部(?:正確|皆是|都對)|all of (?:the )?(?:above|these)|none of (?:the )?(?:above|these)"
    r"|both (?:of the above|[a-e] and [a-e])",
    re.IGNORECASE,
)

ABSOLUTE = re.compile(
    r"一律|絕對|絕不|必定|必然|一定(?!期間|金額|比例|比率|數額|要件|規模|年限|程度)|永遠|從不|無論如何|不可能|毫無|只要|只能|只有"
    r"|完全|唯一|全部|全都|所有(?!權|人|物)|任何"
    r"|\b(?:always|never|only|all|every|none|entirely|completely|absolutely|impossible|solely)\b",
    re.IGNORECASE,
)

# What makes a question ask for the wrong one; 「最不容易」 does not.
_ASKED_FOR = r"(?:何者|何項|哪[^，。？最]{0,8}?|下列[^，。？最]{0,8}?)"
_NEGATION = r"(?:不(?![同足])|非(?!營利)|錯誤|有誤)"
NEGATED_ASK = re.compile(
    rf"{_ASKED_FOR}(?P<word>{_NEGATION})|\b(?P<english>not|except|incorrect|false|least)\b",
    re.IGNORECASE,
)
DOUBLE_NEGATIVE = re.compile(
    r"不是不|不得不|不能不|不可不|不會不|並非不|並非沒|不是沒|沒有不|無不|未嘗不|莫不"
    rf"|{_ASKED_FOR}{_NEGATION}[^，。？]{{0,12}}(?:不(?!同)|沒有|無法|未)"
    r"|\bnot\b[^.?]{0,40}\b(?:not|never|no|incorrect|except|un\w+ed)\b",
    re.IGNORECASE,
)
EITHER_OR = re.compile(r"(.)不\1")  # 能不能, 是不是: no negation

INSTRUCTION = re.compile(
    r"(?:請|依序|逐一)?(?:排出|排成|排列|排好|排|選出|選擇|選|配對|配|連|把|將|填|算|計算|寫|找出|指出|標出|標記|判斷|列出|估|完成|為每)"
    r"|(?:select|choose|put|match|fill|calculate|write|order|arrange|find|name|complete)\b",
    re.IGNORECASE,
)
