"""The states a plan and its parts can be in."""

from django.db import models


class PlanState(models.TextChoices):
    """A plan binds only once a person has put it in force.

    One read from a paper is PROPOSED before; one written here is DRAFTING, then SUBMITTED while it is being signed.
    """

    PROPOSED = "proposed", "đang xác nhận"
    DRAFTING = "drafting", "đang soạn thảo"
    SUBMITTED = "submitted", "đang trình ký"
    IN_FORCE = "in_force", "đang thực hiện"
    ENDED = "ended", "đã kết thúc"


ON_ITS_WAY = (PlanState.DRAFTING, PlanState.SUBMITTED)
"""A unit's own plan before it has a paper: nobody outside the unit reads it."""


class ProposalKind(models.TextChoices):
    """What was read."""

    TASK = "task", "nhiệm vụ"
    STANDING = "standing", "nhiệm vụ thường xuyên của cơ quan"
    REPORTING = "reporting", "chế độ báo cáo"
    UNREAD = "unread", "đoạn chưa hiểu"


class ProposalState(models.TextChoices):
    """What a person decided."""

    PENDING = "pending", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã xác nhận"
    EDITED = "edited", "đã sửa và xác nhận"
    REJECTED = "rejected", "đã bỏ"


BINDING = (ProposalState.CONFIRMED, ProposalState.EDITED)
"""Decisions that become tasks and duties once the plan is in force."""


class TaskScope(models.TextChoices):
    """A numbered task of the plan, or a standing duty of a body."""

    TASK = "task", "nhiệm vụ"
    STANDING = "standing", "nhiệm vụ thường xuyên"


class Nature(models.TextChoices):
    """How a task goes on in time."""

    ONCE = "once", "một lần"
    PERIODIC = "periodic", "định kỳ"
    CONTINUOUS = "continuous", "thường xuyên"
    CONDITIONAL = "conditional", "có điều kiện"


class Origin(models.TextChoices):
    """Whether it stands in the paper or a person added it."""

    READ = "read", "trong văn bản"
    ADDED = "added", "bổ sung"
