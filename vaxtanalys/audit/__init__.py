"""What a strategy asks for, and which municipalities' plans answer it; and one plan against an older one."""

from vaxtanalys.audit.answers import Answer, Audit, audit_run
from vaxtanalys.audit.generations import Change, Generations, compare_plans
from vaxtanalys.audit.strategy import Goal, Strategy, read_strategy
from vaxtanalys.audit.write import write_audit, write_generations

__all__ = [
    "Answer",
    "Audit",
    "Change",
    "Generations",
    "Goal",
    "Strategy",
    "audit_run",
    "compare_plans",
    "read_strategy",
    "write_audit",
    "write_generations",
]
