"""The roles people hold. A role is held over a unit and everything below it, during a time."""

from django.db import models


class Role(models.TextChoices):
    """One role, one sentence about what its holder does."""

    WRITER = "writer", "Người nhập liệu"
    """Records work and writes the reports of the unit."""
    LEADER = "leader", "Lãnh đạo đơn vị"
    """Approves the unit's reports before they leave the unit."""
    FOCAL_OFFICER = "focal_officer", "Cán bộ đầu mối"
    """Confirms plans, reviews reports of the units below and consolidates them for the unit."""
    FOCAL_HEAD = "focal_head", "Lãnh đạo cơ quan đầu mối"
    """Heads the focal body: accepts its own report and checks what goes up for signature."""
    SIGNER = "signer", "Lãnh đạo ký văn bản"
    """Signs the unit's official documents."""
    CLERK = "clerk", "Văn thư"
    """Numbers, registers and sends official documents."""
    ADMINISTRATOR = "administrator", "Quản trị tài khoản"
    """Issues and resets accounts and roles; changes no report."""


WRITING = (Role.WRITER, Role.LEADER)
"""Roles that work on a unit's own reports."""
RECEIVING = (Role.FOCAL_OFFICER, Role.FOCAL_HEAD, Role.SIGNER, Role.CLERK)
"""Roles that receive what the units below have submitted."""
