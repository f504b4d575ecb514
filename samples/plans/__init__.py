"""The written plans. All places, people, numbers and sentences are invented for this project."""

from samples.sampling.model import PlanContent
from samples.sampling.scan import ScanStyle

from . import (
    body_tasks,
    commune_plan,
    department_no_annex,
    department_two_annexes,
    official_letter,
    report,
    rules_none,
    ward_plan,
)

# Each plan with the scanner it went through: the long ones at 150 dpi keep the folder small.
PLANS: tuple[tuple[PlanContent, ScanStyle], ...] = (
    (commune_plan.PLAN, ScanStyle(dpi=150, noise=3.0)),
    (ward_plan.PLAN, ScanStyle(dpi=150, noise=3.0, turn_landscape=True)),
    (department_no_annex.PLAN, ScanStyle(dpi=200)),
    (report.PLAN, ScanStyle(dpi=200, shade=0.2)),
    (department_two_annexes.PLAN, ScanStyle(dpi=200, skew=0.8, quality=(35, 40))),
    (body_tasks.PLAN, ScanStyle(dpi=200, skew=0.5)),
    (official_letter.PLAN, ScanStyle(dpi=200)),
    (rules_none.PLAN, ScanStyle(dpi=150, noise=2.0)),
)
