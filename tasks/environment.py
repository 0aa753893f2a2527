"""Bring what the program needs: Python packages by hash, browser files by npm. Once."""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tasks.say import Trouble, tell

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMPS = VENV / "stamps.json"
NODE_MODULES, BROWSER_LOCK = ROOT / "node_modules", ROOT / "package-lock.json"
RUNTIME, DEVELOPMENT, NODE = "requirements.txt", "requirements-dev.txt", "requirements-node.txt"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamps() -> dict[str, str]:
    """Return what was installed into the environment, by lock; empty if it is of another Python."""
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if stamps.get("python") == _this_python() else {}


def _this_python() -> str:
    return f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}"


def _stamp(stamps: dict[str, str]) -> None:
    STAMPS.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "npm error code"))]
    return (errors or lines or ["?"])[-1][:300]


def _pip_wheel() -> Path | None:
    """Return the pip that Python itself carries (Debian keeps it in a folder of its own)."""
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR")]
    spec = importlib.util.find_spec("ensurepip")
    if spec is None:
        return None
    folders += [str(Path(place) / "_bundled") for place in spec.submodule_search_locations or ()]
    wheels = [wheel for folder in folders if folder for wheel in Path(folder).glob("pip-*.whl")]
    return wheels[0] if wheels else None


def _make_environment() -> None:
    """Make an empty environment with a pip in it; unpacking that takes a tenth of installing it."""
    tell("正在建立运行环境……", "Making the environment ...")
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(
            "Python 缺少 venv 组件，请安装后再试（Debian、Ubuntu：apt install python3-venv）。",
            "Python lacks its venv part; install it and try again (apt install python3-venv).",
        )
    pip = _pip_wheel()
    without = ["--without-pip"] if pip else []
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", *without, str(VENV)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        reason = _last_line(made.stderr or made.stdout)
        raise Trouble(f"无法建立运行环境 {VENV}：{reason}。", f"{VENV} cannot be made: {reason}.")
    if pip:
        home = {"base": str(VENV), "platbase": str(VENV)}
        with zipfile.ZipFile(pip) as wheel:
            wheel.extractall(sysconfig.get_path("purelib", "venv", home))


def _install(lock: str) -> None:
    command = [
        str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input",
        "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:",
        # The lock names all there is; and Python compiles what it uses when it uses it.
        "--no-deps", "--no-compile", "-r", str(ROOT / lock),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        # A person's own pip settings may ask for the user's folder, which an environment has not.
        env={**os.environ, "PIP_USER": "0", "PYTHONPATH": ""},
        check=False,
    )
    if done.returncode:
        reason = _last_line(done.stderr)
        raise Trouble(
            f"程序包未能装好，请检查网络后再运行一次（pip：{reason}）。",
            f"The packages did not come; check the network and run again (pip: {reason}).",
        )


def packages(lock: str = RUNTIME) -> Path:
    """
    Return the environment's Python with this lock's packages in it.

    Touches neither network nor disk when lock and Python are those of the last time.
    """
    stamps, wanted = _stamps(), _digest(ROOT / lock)
    if stamps.get(lock) == wanted and PYTHON.exists():
        return PYTHON
    if not stamps or not PYTHON.exists():
        _make_environment()
        stamps = {"python": _this_python()}
        _stamp(stamps)
    tell("正在安装程序包（只在首次或升级后）……", "Installing packages (first time or upgrade) ...")
    _install(lock)
    stamps[lock] = wanted
    if lock == DEVELOPMENT:
        # It holds the other one whole (a test says so).
        stamps[RUNTIME] = _digest(ROOT / RUNTIME)
    _stamp(stamps)
    return PYTHON


def _own_npm() -> list[str] | None:
    """Return how to call the machine's own npm, None where it has none of 7 or newer."""
    npm = shutil.which("npm")
    if npm:
        asked = subprocess.run(
            [npm, "--version"], capture_output=True, text=True, check=False, cwd=ROOT
        )
        if asked.returncode == 0 and int(asked.stdout.partition(".")[0] or 0) >= 7:
            return [npm]
    return None


def everything(lock: str = RUNTIME) -> Path:
    """
    Bring packages and browser files, side by side where that can be; return the Python to use.

    Touches neither network nor disk when both are as they were the last time.
    """
    if _has_browser_files():
        return packages(lock)
    npm = _own_npm()
    if npm is None:
        python = packages(lock)
        packages(NODE)
        _bring_browser_files([str(BIN / ("npm.exe" if os.name == "nt" else "npm"))])
        return python
    with ThreadPoolExecutor(1) as beside:
        files = beside.submit(_bring_browser_files, npm)
        python = packages(lock)
        files.result()
    return python


def _has_browser_files() -> bool:
    stamp = NODE_MODULES / ".stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(BROWSER_LOCK)


def _bring_browser_files(npm: list[str]) -> None:
    """Bring what package-lock.json names into node_modules."""
    tell("正在取浏览器文件……", "Bringing the browser files ...")
    # Beside the old ones, which stay until the new ones are whole.
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".npm-", ignore_cleanup_errors=True) as fresh:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, fresh)
        done = subprocess.run(
            [*npm, "ci"],
            cwd=fresh,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = _last_line(done.stderr)
            raise Trouble(
                f"浏览器文件未能取到，请检查网络后再运行一次（npm：{reason}）。",
                f"The browser files did not come; check the network and run again (npm: {reason}).",
            )
        if NODE_MODULES.is_symlink():
            NODE_MODULES.unlink()
        shutil.rmtree(NODE_MODULES, ignore_errors=True)
        (Path(fresh) / "node_modules").rename(NODE_MODULES)
    (NODE_MODULES / ".stamp").write_text(_digest(BROWSER_LOCK), encoding="utf-8")
