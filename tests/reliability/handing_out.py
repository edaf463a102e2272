"""Runs as a program of its own: `handing_out.py COPIES UNIT USER` lets four processes hand out copies at once.

Prints what each was told and what is left.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import connections  # noqa: E402
from django.db.models import Sum  # noqa: E402

from binhdang.accounts.models import User  # noqa: E402
from binhdang.orgs.models import Unit  # noqa: E402
from binhdang.registers.books.publications import PUBLICATION_MOVES  # noqa: E402
from binhdang.registers.models import Publication, PublicationMove  # noqa: E402
from binhdang.values.refusals import Refusal  # noqa: E402
from registers.examples import record  # noqa: E402

CLERKS = 4
AT = datetime(2022, 5, 10, 2, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")


def main(copies: int, unit: str, user: str) -> None:
    start, said = FORK.Barrier(CLERKS), FORK.Queue()

    def hand_out(number: int) -> None:
        owner, by = Unit.objects.get(code=unit), User.objects.get(username=user)
        about = Publication.objects.get(owner=owner)
        given = {"about": about, "kind": "capnguoi", "copies": copies, "subject": f"Phát lần {number}"}
        start.wait()
        try:
            record(PUBLICATION_MOVES, owner, by, AT, **given)
            said.put("")
        except Refusal as refusal:
            said.put(refusal.what)

    connections.close_all()
    clerks = [FORK.Process(target=hand_out, args=(number,)) for number in range(CLERKS)]
    for clerk in clerks:
        clerk.start()
    told = sorted(said.get(timeout=60) for _ in clerks)
    for clerk in clerks:
        clerk.join()
    left = PublicationMove.objects.standing().filter(owner__code=unit).aggregate(left=Sum("change"))["left"]
    sys.stdout.write(json.dumps({"said": told, "left": left}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
