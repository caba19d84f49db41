from datetime import date

from quizzes.panels.commands import record_panel
from quizzes.panels.rating_file import Judge, PanelHead
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.standards import add_standard
from webapp.cli.bank import panel

JUDGES = (Judge("J1", "演出製作"), Judge("J2", "會計"))
HEAD = PanelHead("2026-11", date(2026, 11, 28), "Angoff", "docs", JUDGES, is_provisional=False)


def test_the_agreement_of_a_panel_is_printed_level_by_level(app, client, session):
    standard = add_standard(session)
    add_bank(session, standard, "K01", count=2)
    ratings = {"K01-01": {3: (0.5, 0.6), 4: (0.6, 0.7)}, "K01-02": {4: (0.2, 0.3)}}
    record_panel(session, standard_id=standard.id, head=HEAD, ratings=ratings, by="t", now=MOMENT)
    session.commit()
    lines = app.test_cli_runner().invoke(panel, [standard.code]).output.splitlines()
    assert lines[0] == "2026-11\t2026-11-28\tfinal"
    levels = lines.index("level 3"), lines.index("level 4")
    assert [lines[place + 1] for place in levels] == [
        "1 items, cut 0.550 ± 0.050",
        "2 items, cut 0.450 ± 0.050",
    ]
    assert lines[-1] == "outside .30–.95\t1\tK01-02"
