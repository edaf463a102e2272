"""Duties: who must do what by when, proposed from the sections of a document and never invented.

A duty is a numbered item of the sections that say what is to be done ("task") or what a body is to do as long as the
plan runs ("standing"). An actor is proposed only where the words name one; whose duty a nameless task is, a person
decides. What a document says about reporting is read by `vanban.duties.reporting`.
"""

from __future__ import annotations

from vanban.duties.model import Actor, Deadline, Duty, ReportingDuty
from vanban.duties.reporting import read_reporting
from vanban.duties.tasks import read_duties

__all__ = ["Actor", "Deadline", "Duty", "ReportingDuty", "read_duties", "read_reporting"]
