"""Draws the plot of docs/performance.md from the lines that `growing` printed: `plotting.py LINES PICTURE.svg`."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import matplotlib.pyplot as plt

LIMIT = 1.2


def main(lines: Path, picture: Path) -> None:
    sheets = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    newest = {sheet["database"]: sheet for sheet in sheets if sheet["name"] == "growing"}
    figure, axes = plt.subplots(1, len(newest), figsize=(10, 4), sharey=True, squeeze=False)
    for axis, (database, sheet) in zip(axes[0], sorted(newest.items(), reverse=True), strict=True):
        series: dict[str, list[tuple[int, float]]] = defaultdict(lambda: [(1, 1.0)])
        for row in sheet["rows"]:
            found = re.fullmatch(r"(.*), (\d+) periods kept", row["what"])
            if found:
                series[found[1]].append((int(found[2]), row["ratio"]))
        for name, points in series.items():
            axis.plot(*zip(*points, strict=True), marker="o", label=name)
        axis.axhline(LIMIT, color="grey", linestyle="--", linewidth=1)
        axis.set(title=database, xlabel="periods kept", ylim=(0, 2.5), xticks=[1, 10, 20, 30, 40])
    axes[0][0].set_ylabel("time, × that with one period kept")
    axes[0][-1].legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
