"""Runs as a program of its own: starts processes that work on a copied database, and kills them in the middle of it.

`dying.py every` kills one process before each statement that an action sends to the database, before and after its
COMMIT. `dying.py anywhere SEED KILLS` kills working processes after a random time. `dying.py side-by-side CODES…` kills
nobody: four processes work on different units while a fifth lets the totals follow. Each prints what was found as JSON.

Children are forked from this process, which never opens the database itself: each begins with its own connection.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from binhdang.audit.models import Event  # noqa: E402
from binhdang.reports import standing  # noqa: E402
from reliability import lives, looking  # noqa: E402

VILLAGE, COMMUNE, OTHER = "23538.thon-1", "23538", "23535"
Tell = Callable[[object], None]


@dataclass
class Child:
    """A process that was forked, and the pipe by which it tells what it does."""

    pid: int
    pipe: int

    def told(self) -> list[Any]:
        """Everything it told, once it has ended."""
        with os.fdopen(self.pipe) as lines:
            whole = lines.read().rpartition("\n")[0]  # a line that was cut off was not told
        return [json.loads(line) for line in whole.splitlines()]

    def ended(self) -> bool:
        """Wait for its end; whether it was killed. Raises where it ended by an error of its own."""
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return True
        if os.waitstatus_to_exitcode(status):
            raise RuntimeError("\n".join(str(line) for line in self.told()))
        return False


def fork(work: Callable[[Tell], None]) -> Child:
    """Let a process do some work. What it tells is written at once."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    code = 1
    try:
        os.close(reading)

        def tell(what: object) -> None:
            os.write(writing, json.dumps(what).encode() + b"\n")

        try:
            work(tell)
            code = 0
        except BaseException:
            tell(traceback.format_exc())
    finally:
        os._exit(code)


class Death:
    """Comes at the n-th point of what a process does with the database."""

    def __init__(self, at: int, tell: Tell) -> None:
        self.left, self.tell, self.committed = at, tell, False
        commit = connection.commit

        def commit_between_two_points() -> None:
            self.point("COMMIT")
            commit()
            self.committed = True
            self.point("after COMMIT")

        connection.commit = commit_between_two_points  # type: ignore[method-assign]

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.point(sql)
        return execute(sql, params, many, context)

    def point(self, what: str) -> None:
        self.left -= 1
        if self.left == 0:
            self.tell([what[:60], self.committed])
            os.kill(os.getpid(), signal.SIGKILL)


def look(before: str = "") -> dict[str, Any]:
    """What a new process finds. Where every row is as it was `before`, so is everything that was found in them then."""

    def work(tell: Tell) -> None:
        looking.wait_for_the_dead()
        seen = looking.fingerprint()
        found = looking.broken_file() if seen == before else looking.problems()
        tell({"is": seen, "problems": list(found), "events": Event.objects.count()})

    child = fork(work)
    child.ended()
    [found] = child.told()
    return dict(found)


def every() -> dict[str, Any]:
    """Each action of a whole life killed at each of its points in turn; the last kill is after its COMMIT."""
    killed, found, before = Counter[str](), list[str](), look()
    for name, do in lives.a_whole_life(VILLAGE, COMMUNE, OTHER):
        if name == lives.UNDISTURBED:
            fork(lambda tell, do=do: _do(do)).ended()
            before = look()
            continue
        for at in count(1):
            child = fork(lambda tell, do=do, at=at: _die(do, at, tell))
            if not child.ended():
                raise RuntimeError(f"{name} has no more than {at} points, and none after its COMMIT")
            [[point, committed]], now = child.told(), look(before["is"])
            killed[name] += 1
            place = f"{name}, point {at}, {point}"
            found += [f"{place}: {problem}" for problem in now["problems"]]
            if committed == (now["is"] == before["is"]):
                found.append(f"{place}: {'nothing' if committed else 'something'} was changed")
            if committed:
                before = now
                break
    return {"kills": killed.total(), "found": found, "in": killed}


def _do(do: Callable[[], object]) -> None:
    do()


def _die(do: Callable[[], object], at: int, tell: Tell) -> None:
    with connection.execute_wrapper(Death(at, tell)):
        do()


def anywhere(seed: int, kills: int) -> dict[str, Any]:
    """Processes that do whatever may be done next are killed after a random time, as often as told."""
    random, found, killed, done = Random(seed), list[str](), Counter[str](), 0
    for number in range(kills):
        child = fork(lambda tell, number=number: _work(Random(f"{seed} {number}"), tell))
        time.sleep(random.uniform(0.02, 0.25))
        os.kill(child.pid, signal.SIGKILL)
        if not child.ended():
            raise RuntimeError(f"worker {number} came to an end")
        told, now = child.told(), look()
        last = told[-1] if told else ["nothing yet", 0]
        killed[str(last[0])] += 1
        done += len(told)
        found += [f"kill {number} in {last[0]}: {problem}" for problem in now["problems"]]
        if now["events"] < last[1]:
            found.append(f"kill {number}: {now['events']} events, but {last[1]} were told of")
    return {"kills": kills, "found": found, "steps": done, "in": killed}


def _work(random: Random, tell: Tell) -> None:
    """Tells each time what begins, and how much is in the log for good."""
    while True:
        name, do = lives.anything(random, [VILLAGE, COMMUNE, OTHER])
        tell([name, Event.objects.count()])
        do()


def side_by_side(rounds: int, codes: list[str]) -> dict[str, Any]:
    """Four processes send, accept and reopen reports of different units while a fifth lets the totals follow."""
    stop, stopping = os.pipe()
    workers = [fork(lambda tell, mine=codes[each::4]: _send(mine, rounds, tell)) for each in range(4)]
    follower = fork(lambda tell: _follow(stop, stopping, tell))
    found = []
    for child in workers:
        try:
            child.ended()
        except RuntimeError as error:
            found.append(str(error))
    os.close(stopping)
    try:
        follower.ended()
    except RuntimeError as error:
        found.append(str(error))
    told = [child.told() for child in workers] + [follower.told()]
    now = look()
    return {"steps": sum(len(each) for each in told[:4]), "followed": told[4], "found": found + now["problems"]}


def _send(codes: list[str], rounds: int, tell: Tell) -> None:
    """Several times over, each time with other numbers."""
    for _ in range(rounds):
        for code in codes:
            for name, do in lives.there_and_back(code):
                do()
                tell(name)


def _follow(stop: int, stopping: int, tell: Tell) -> None:
    """Each 50 milliseconds, until told to stop."""
    os.close(stopping)
    while not select.select([stop], [], [], 0.05)[0]:
        waiting = standing.pending_count(lives.the_round())
        if waiting:
            lives.follow()
            tell(waiting)
    lives.follow()
    tell(-standing.pending_count(lives.the_round()))


def main(how: str, *rest: str) -> dict[str, Any]:
    """Whichever of the three was asked for."""
    began = time.monotonic()
    gc.freeze()  # what is here already is not looked through, and so not copied, in every child
    if how == "every":
        answer = every()
    elif how == "anywhere":
        answer = anywhere(int(rest[0]), int(rest[1]))
    else:
        answer = side_by_side(int(rest[0]), [*rest[1:]])
    return {**answer, "seconds": round(time.monotonic() - began)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
