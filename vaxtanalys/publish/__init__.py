"""What a run gives to people and programs: tables, a workbook and a report."""

from vaxtanalys.publish.report import write_report
from vaxtanalys.publish.table_files import read_tables, write_tables
from vaxtanalys.publish.tables import make_tables
from vaxtanalys.publish.workbook import write_workbook

__all__ = ["make_tables", "read_tables", "write_report", "write_tables", "write_workbook"]
