"""Questionnaires: what a unit asks itself and the units below when it must know more than the registers tell.

A round of questions goes out once, each unit asked fills in one sheet, and the answers are tabulated by unit and by
sex, with n/N. Who asks: `access`; the kinds of questions: `kinds`; the tables: `tabulating`.
"""
