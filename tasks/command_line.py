"""What stands behind `python3 run.py` on the command line."""

import subprocess
import sys

from tasks.checks import test
from tasks.environment import DEVELOPMENT, ROOT, browser_files, packages
from tasks.say import Trouble, say, speak_unicode
from tasks.start import command, start

ZH = """\
python3 run.py                  启动；数据文件夹为空时装入演示门店
python3 run.py --new-shop       启动并从设置页开始（店名、营业时间、第一位经理）
python3 run.py test [...]       检查与测试（后面的词交给 pytest）
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
python3 run.py bench [...]      benchmarks
python3 run.py clauses [--json] what each clause of the rule book comes to
python3 run.py verify           prove that journal and papers are as they were written
python3 run.py demo [...]       the demo shop
python3 run.py manage ...       any other command (Django's)
Variables: JIECHE_DATA (data folder), JIECHE_DATABASE_URL (PostgreSQL), JIECHE_HOST, JIECHE_PORT"""


def obey(arguments: list[str]) -> int:
    """Do what the words say; return the exit code."""
    match arguments:
        case []:
            return start(new_shop=False)
        case ["--new-shop"]:
            return start(new_shop=True)
        case ["-h" | "--help" | "help"]:
            print(say(ZH, EN))
            return 0
        case ["test", *rest]:
            return test(rest)
        case ["bench", *rest]:
            python = packages(DEVELOPMENT)
            browser_files()
            return subprocess.call([str(python), "-m", "bench", *rest], cwd=ROOT)
        case ["manage", name, *rest]:
            return command(name, rest, ready=False)
        case [("clauses" | "words") as name, *rest]:
            return command(name, rest, ready=False)
        case [("demo" | "verify") as name, *rest]:
            return command(name, rest, ready=True)
    raise Trouble(
        f"不认识“{' '.join(arguments)}”，请看 python3 run.py --help。",
        f"Not understood: {' '.join(arguments)}; see python3 run.py --help.",
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
