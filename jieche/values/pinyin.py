"""Names as they are searched: whole pinyin and initials.

pypinyin reads one character at a time and does not know that a first character is a surname, so
单, 曾 and 仇 come out as the common word. Surnames are read by our own table here; where people of
one surname read it two ways, both are keys. Companies and shops are read as words.
"""

import itertools
import os
import re

# pypinyin's table of phrases takes 45 MB in each server process. Names need few phrases, and those
# few stand below; the switch is pypinyin's own and must be set before it is first imported.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

from pypinyin import lazy_pinyin

from jieche.values.text import half_width

# Surnames of one character that are not read like the common word, first the usual reading; also
# some that pypinyin reads right today but that have another reading it might prefer tomorrow.
_SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",),
    "区": ("ou",), "盖": ("ge", "gai"), "缪": ("miao",), "翟": ("zhai", "di"), "任": ("ren",),
    "华": ("hua",), "乐": ("yue", "le"), "员": ("yun",), "贠": ("yun",), "朴": ("piao", "pu"),
    "覃": ("qin", "tan"), "葛": ("ge",), "宁": ("ning",), "冼": ("xian",), "洗": ("xian",),
    "召": ("shao", "zhao"), "祭": ("zhai", "ji"), "折": ("she", "zhe"), "种": ("chong",),
    "繁": ("po",), "逄": ("pang",), "佴": ("nai",), "盛": ("sheng",), "石": ("shi",),
    "车": ("che",), "褚": ("chu",), "纪": ("ji",), "那": ("na",), "干": ("gan",),
    "冯": ("feng",), "郇": ("xun", "huan"), "郗": ("xi", "chi"), "隗": ("wei", "kui"),
    "谌": ("chen", "shen"), "钭": ("tou", "dou"), "宓": ("mi", "fu"), "哈": ("ha",),
    "秘": ("bi", "mi"), "撒": ("sa",), "都": ("du",), "晁": ("chao",), "乜": ("nie",),
    "阚": ("kan",), "牟": ("mou", "mu"), "宿": ("su",), "贾": ("jia",), "叶": ("ye",),
    "贲": ("ben",), "能": ("nai",), "万": ("wan",), "沈": ("shen",), "薄": ("bo",),
    "卜": ("bu",), "柏": ("bai", "bo"), "瞿": ("qu",), "尉": ("wei", "yu"), "费": ("fei",),
    "句": ("gou",), "黑": ("he", "hei"), "郄": ("qie", "xi"), "长": ("chang",), "藏": ("zang",),
}  # fmt: skip

# Surnames of two characters; the reading is fixed, so the table may hold the plain ones too.
_COMPOUND: dict[str, tuple[str, str]] = {
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "澹台": ("tan", "tai"),
    "长孙": ("zhang", "sun"), "欧阳": ("ou", "yang"), "上官": ("shang", "guan"),
    "司马": ("si", "ma"), "诸葛": ("zhu", "ge"), "令狐": ("ling", "hu"), "皇甫": ("huang", "fu"),
    "慕容": ("mu", "rong"), "宇文": ("yu", "wen"), "司徒": ("si", "tu"), "夏侯": ("xia", "hou"),
    "公孙": ("gong", "sun"), "独孤": ("du", "gu"), "南宫": ("nan", "gong"),
    "轩辕": ("xuan", "yuan"), "濮阳": ("pu", "yang"), "淳于": ("chun", "yu"),
    "太史": ("tai", "shi"), "端木": ("duan", "mu"), "呼延": ("hu", "yan"), "赫连": ("he", "lian"),
    "钟离": ("zhong", "li"), "申屠": ("shen", "tu"), "拓跋": ("tuo", "ba"), "鲜于": ("xian", "yu"),
    "闾丘": ("lv", "qiu"), "亓官": ("qi", "guan"), "东方": ("dong", "fang"),
}  # fmt: skip

# Characters of given names that are alive in two readings.
_GIVEN: dict[str, tuple[str, ...]] = {
    "乐": ("le", "yue"), "行": ("xing", "hang"), "朝": ("chao", "zhao"), "长": ("chang", "zhang"),
    "重": ("chong", "zhong"), "茜": ("qian", "xi"), "莎": ("sha", "suo"), "晟": ("sheng", "cheng"),
    "盛": ("sheng", "cheng"), "颉": ("jie", "xie"), "单": ("dan", "shan"), "都": ("du", "dou"),
    "曾": ("zeng", "ceng"), "传": ("chuan", "zhuan"), "藏": ("cang", "zang"), "柏": ("bai", "bo"),
    "解": ("jie", "xie"), "翟": ("zhai", "di"), "尉": ("wei", "yu"), "校": ("xiao", "jiao"),
}  # fmt: skip

# Words of company and place names in which a character is not read the common way.
_WORDS: dict[str, str] = {
    "重庆": "chong qing", "长安": "chang an", "长城": "chang cheng", "长春": "chang chun",
    "长沙": "chang sha", "长江": "chang jiang", "长宁": "chang ning", "长兴": "chang xing",
    "长虹": "chang hong", "长征": "chang zheng", "长途": "chang tu", "长乐": "chang le",
    "银行": "yin hang", "支行": "zhi hang", "分行": "fen hang", "商行": "shang hang",
    "车行": "che hang", "洋行": "yang hang", "行业": "hang ye", "拍卖行": "pai mai hang",
    "厦门": "xia men", "大厦": "da sha", "西藏": "xi zang", "成都": "cheng du",
    "首都": "shou du", "都市": "du shi", "蚌埠": "beng bu", "六安": "lu an", "莆田": "pu tian",
    "番禺": "pan yu", "会计": "kuai ji", "音乐": "yin yue", "乐器": "yue qi", "乐清": "yue qing",
    "宿州": "su zhou", "宿迁": "su qian", "传媒": "chuan mei", "学校": "xue xiao",
    "调度": "diao du", "东莞": "dong guan", "莘庄": "xin zhuang", "闵行": "min hang",
    "朝阳": "chao yang", "解放": "jie fang", "便民": "bian min", "重型": "zhong xing",
}  # fmt: skip

_COMPANY = re.compile(
    "公司|集团|厂|商行|车行|银行|支行|分行|学校|学院|大学|中学|小学|幼儿园|医院|诊所|酒店|宾馆|餐厅|"
    "饭店|超市|商店|物流|快递|租赁|中心|委员会|管理局|分局|街道|派出所|事务所|合作社|工作室|俱乐部|"
    "车队|大队|中队|保险|科技|贸易|汽修|服务部|经营部|门市部|维修部|项目部"
)
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_RUN = re.compile("[a-z0-9]+", re.IGNORECASE)

# A name of many two-way characters would have dozens of readings; nobody types the last of them.
_MOST_READINGS = 8


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the plausible readings of a name as syllables, the usual one first. Never raises.

    Latin words and numbers stand as they are, lower-cased; other signs go. ü is written v, as it
    is typed. Empty for a name with nothing to read.
    """
    parts: list[tuple[str, ...]] = []
    for piece, is_first in _pieces(half_width(name)):
        if _CHINESE.match(piece):
            parts.extend(_chinese(piece, as_person=is_first and not is_company(name)))
        else:
            parts.append((piece.lower(),))
    heard = [part for part in parts if any(part)]
    if not heard:
        return ()
    return tuple(itertools.islice(itertools.product(*heard), _MOST_READINGS))


def full(name: str) -> str:
    """Return the usual reading as one word: 陈丽 gives chenli. Empty if nothing can be read."""
    return "".join(next(iter(readings(name)), ()))


def initials(name: str) -> str:
    """Return the initials of the usual reading: 陈丽 gives cl. What holds a number stays whole."""
    return _initials(next(iter(readings(name)), ()))


def search_keys(name: str) -> tuple[str, ...]:
    """Return what a name is found by: each reading as one word, and each one's initials.

    A syllable with ü is found by v and by u (吕 by lv and lu). Lower case, none twice, whole
    readings first. Companies that begin with a surname are found by the surname's reading too.
    """
    found = list(readings(name))
    first = name[:1]
    if is_company(name) and first in _SURNAMES:
        found += [(surname, *found[0][1:]) for surname in _SURNAMES[first]]
    words = ["".join(syllables) for syllables in found]
    words += [word.replace("v", "u") for word in words if re.search("[ln]v", word)]
    return tuple(dict.fromkeys([*words, *map(_initials, found)]))


def is_company(name: str) -> bool:
    """Tell a company from a person by its words; six characters and more are no person's name."""
    return _COMPANY.search(name) is not None or len(_CHINESE.findall(name)) > 5


def _initials(syllables: tuple[str, ...]) -> str:
    return "".join(
        syllable if any(char.isdigit() for char in syllable) else syllable[:1]
        for syllable in syllables
    )


def _pieces(name: str) -> list[tuple[str, bool]]:
    """Return the runs of Chinese and of Latin characters, and whether each is the first."""
    runs = re.findall(f"{_CHINESE.pattern}+|{_RUN.pattern}", name, re.IGNORECASE)
    return [(run, number == 0) for number, run in enumerate(runs)]


def _chinese(piece: str, *, as_person: bool) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    if as_person:
        parts = _surname(piece)
        return parts + [_given(char) for char in piece[len(parts) :]]
    place = 0
    while place < len(piece):
        word = next((word for word in _WORDS if piece.startswith(word, place)), "")
        if word:
            parts.extend((syllable,) for syllable in _WORDS[word].split())
            place += len(word)
        else:
            parts.append((_plain(piece[place]),))
            place += 1
    return parts


def _surname(piece: str) -> list[tuple[str, ...]]:
    # 东方 and others are surnames only with a given name behind them.
    if len(piece) > 2 and piece[:2] in _COMPOUND:
        return [(syllable,) for syllable in _COMPOUND[piece[:2]]]
    return [_SURNAMES.get(piece[0], (_plain(piece[0]),))]


def _given(char: str) -> tuple[str, ...]:
    return _GIVEN.get(char) or (_plain(char),)


def _plain(char: str) -> str:
    return "".join(lazy_pinyin(char, errors="ignore"))
