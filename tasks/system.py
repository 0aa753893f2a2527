"""What the tests need of the machine itself: a browser, a font for Chinese, a reader of PDFs."""

import importlib.util
import os
import shutil
import subprocess

from tasks.say import Trouble, tell

# The one without windows first: it starts and opens pages in two thirds of the time.
WINDOWLESS = "chromium-headless-shell"
CHROMIUMS = (
    WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1"}


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    if not fc_list:
        return False
    found = subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, check=False)
    return bool(found.stdout.strip())


def missing() -> list[str]:
    """Return the Debian packages whose work nothing on this machine does yet."""
    wanted = {
        "chromium": not os.environ.get("JIECHE_CHROMIUM") and not any(map(shutil.which, CHROMIUMS)),
        "fontconfig": not shutil.which("fc-list"),
        "fonts-wqy-microhei": not _has_chinese_font(),
        "poppler-utils": not shutil.which("pdftoppm") or not shutil.which("pdftotext"),
        "python3-venv": importlib.util.find_spec("ensurepip") is None,
    }
    return [package for package, is_missing in wanted.items() if is_missing]


def _as_root() -> list[str] | None:
    """Return how to run as root without being asked for a password; None if we may not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND,NEEDRESTART_SUSPEND"]
    return None


def _apt(root: list[str], apt: str, *words: str) -> None:
    subprocess.run(
        [*root, apt, "-qq", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **QUIET},
        check=False,
    )


def _apt_has(package: str) -> bool:
    """Say whether this release of the system knows the package."""
    apt_cache = shutil.which("apt-cache")
    if not apt_cache:
        return False
    known = subprocess.run([apt_cache, "show", package], capture_output=True, check=False)
    return known.returncode == 0


def install_missing() -> None:
    """
    Install what is missing, where the machine has apt and lets us.

    :raises Trouble: naming the packages, where it does not
    """
    packages = missing()
    if not packages:
        return
    apt, root, wanted = shutil.which("apt-get"), _as_root(), " ".join(packages)
    if apt and root is not None:
        tell(f"正在安装测试所需：{wanted}……", f"Installing what the tests need: {wanted} ...")
        _apt(root, apt, "update")
        names = [
            WINDOWLESS if each == "chromium" and _apt_has(WINDOWLESS) else each for each in packages
        ]
        _apt(root, apt, "install", "--yes", "--no-install-recommends", *names)
    if still := " ".join(missing()):
        raise Trouble(
            f"测试还缺：{still}。请安装后再试（apt-get install {still}）。",
            f"The tests need {still}; install them and try again (apt-get install {still}).",
        )
