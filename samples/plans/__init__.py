"""The written plans. All places, people, numbers and sentences are invented for this project."""

from . import commune_plan

PLANS = tuple(module.PLAN for module in (commune_plan,))
