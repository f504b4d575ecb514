"""The written plans. All places, people, numbers and sentences are invented for this project."""

from samples.sampling.produce import Sample
from samples.sampling.scan import ScanStyle

from . import (
    body_tasks,
    commune_plan,
    department_no_annex,
    department_two_annexes,
    official_letter,
    province_plan,
    report,
    rules_none,
    ward_plan,
)

# Each plan with the scanner it went through: the long ones at 150 dpi keep the folder small.
SAMPLES = (
    Sample(commune_plan.PLAN, ScanStyle(dpi=150, noise=3.0)),
    Sample(ward_plan.PLAN, ScanStyle(dpi=150, noise=3.0, turn_landscape=True)),
    Sample(department_no_annex.PLAN, ScanStyle(dpi=200)),
    Sample(report.PLAN, ScanStyle(dpi=200, shade=0.2), stamped=True),
    Sample(department_two_annexes.PLAN, ScanStyle(dpi=200, skew=0.8, quality=(35, 40))),
    Sample(body_tasks.PLAN, ScanStyle(dpi=200, skew=0.5, colour=True), stamped=True),
    Sample(province_plan.PLAN, ScanStyle(dpi=150, noise=3.0, skew=1.0)),
    Sample(official_letter.PLAN, ScanStyle(dpi=200)),
    Sample(rules_none.PLAN, ScanStyle(dpi=150, noise=2.0)),
)
