from io import BytesIO

import openpyxl

from tests.factories.readiness import join
from tests.webapp.instructor.cohorts.reading import address, foot, newest_entry, rows


def test_the_export_holds_everybody_and_no_formula(client, enter, session, cohort, people):
    join(session, cohort, "=1+1")
    enter()
    answer = client.get(f"{address(cohort)}/matrix.csv")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("姓名,學員編號,T1.1 編列預算 把握,T1.1 編列預算 判定")
    assert len(lines) == 1 + 4 + 3
    assert any(line.startswith("'=1+1,") for line in lines)
    assert newest_entry(session).action == "cohort.export"


def test_the_workbook_says_what_the_page_says(client, enter, cohort, people):
    enter()
    page = client.get(address(cohort)).text
    answer = client.get(f"{address(cohort)}/matrix.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    table = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert str(table["陳堃"][2]) == rows(page)[0][1]
    assert table["陳堃"][3] == "就緒"
    assert table["羅士傑"][2:4] == ("", "未評量")
    assert [str(table["就緒人數"][i]) for i in (2, 4, 6)] == foot(page)["就緒人數"]
