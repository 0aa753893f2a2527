"""What stands behind `python3 run.py` on the command line."""

import subprocess
import sys
from collections.abc import Callable

from tasks.checks import check, fix, test
from tasks.environment import DEVELOPMENT, ROOT, everything
from tasks.say import Trouble, say, speak_unicode
from tasks.start import command, start

ZH = """\
python3 run.py                  启动；数据文件夹为空时装入演示门店
python3 run.py --new-shop       启动并从设置页开始（店名、营业时间、第一位经理）
python3 run.py test [...]       检查与测试（后面的词交给 pytest）
python3 run.py check | fix      只做快速检查 | 整理代码格式
python3 run.py bench [...]      测速
python3 run.py clauses [--json] 业务规程各款如何落实
python3 run.py verify           核验流水与单据未被改动
python3 run.py demo [...]       演示门店
python3 run.py manage ...       其余命令（Django）
环境变量：JIECHE_DATA 数据文件夹，JIECHE_DATABASE_URL PostgreSQL，JIECHE_HOST，JIECHE_PORT"""
EN = """\
python3 run.py                  start; loads the demo shop into an empty data folder
python3 run.py --new-shop       start with the set-up page (name, hours, first manager)
python3 run.py test [...]       checks and tests (further words go to pytest)
python3 run.py check | fix      the quick checks only | lay out the code
python3 run.py bench [...]      benchmarks
python3 run.py clauses [--json] what each clause of the rule book comes to
python3 run.py verify           prove that journal and papers are as they were written
python3 run.py demo [...]       the demo shop
python3 run.py manage ...       any other command (Django's)
Variables: JIECHE_DATA (data folder), JIECHE_DATABASE_URL (PostgreSQL), JIECHE_HOST, JIECHE_PORT"""


def bench(words: list[str]) -> int:
    """Run the benchmarks: they need a PostgreSQL, so the developers' packages."""
    python = everything(DEVELOPMENT)
    return subprocess.call([str(python), "-m", "bench", *words], cwd=ROOT)


ALONE: dict[tuple[str, ...], Callable[[], int]] = {
    (): lambda: start(new_shop=False),
    ("--new-shop",): lambda: start(new_shop=True),
    ("check",): check,
    ("fix",): fix,
}
WITH_WORDS: dict[str, Callable[[list[str]], int]] = {
    "test": test,
    "bench": bench,
    "clauses": lambda words: command("clauses", words, ready=False),
    "demo": lambda words: command("demo", words, ready=True),
    "verify": lambda words: command("verify", words, ready=True),
    "manage": lambda words: command(words[0] if words else "help", words[1:], ready=False),
}


def obey(arguments: list[str]) -> int:
    """Do what the words say; return the exit code."""
    if arguments in (["-h"], ["--help"], ["help"]):
        print(say(ZH, EN))
        return 0
    if tuple(arguments) in ALONE:
        return ALONE[tuple(arguments)]()
    if arguments[0] in WITH_WORDS:
        return WITH_WORDS[arguments[0]](arguments[1:])
    words = " ".join(arguments)
    raise Trouble(
        f"不认识“{words}”，请看 python3 run.py --help。",
        f"Not understood: {words}; see python3 run.py --help.",
    )


def main(arguments: list[str]) -> int:
    """Obey, and say in one sentence what was in the way."""
    speak_unicode()
    try:
        return obey(arguments)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
