import pytest

from curriculum.icap.header import categories, iso_date
from tests.documents.standards import ROW, VERSION, findings_of, read_rows


def read_header(**header):
    return read_rows(ROW, header=header)


def test_the_header_is_read():
    document = read_rows(ROW).document

    assert (document.code, document.version, document.name) == ("APA2654-001v2", "V2", "執行製作")
    assert document.level == 4
    assert [(c.name, c.code) for c in document.industries] == [("創作及藝術表演業", "R9010")]


def test_the_name_may_stand_beside_the_job_instead_of_the_occupation():
    assert read_header(職業="", 職類="表演藝術").document.name == "表演藝術"


def test_a_hard_line_break_in_the_description_is_no_break():
    reading = read_header(工作描述="擬定預\n算與排\n練計畫。")

    assert reading.document.description == "擬定預算與排練計畫。"


def test_doubled_punctuation_is_kept_and_reported():
    reading = read_header(工作描述="製作計畫、、演出場地規劃。")

    assert "、、" in reading.document.description
    assert not findings_of(reading, "punctuation-doubled")[0].needs_decision


def test_a_missing_base_level_is_open_and_the_level_of_most_tasks_is_proposed():
    reading = read_header(基準級別="")

    assert reading.document.level is None
    assert findings_of(reading, "base-level-missing")[0].proposal == "3"


@pytest.mark.parametrize(
    ("names", "codes", "width", "pairs"),
    [
        ("藝文／表演藝術", "APA", 3, [("藝文／表演藝術", "APA")]),
        ("甲業\n乙業", "C22\nC291", 5, [("甲業", "C22"), ("乙業", "C291")]),
        ("甲、乙", "C2149、C2144", 4, [("甲", "C2149"), ("乙", "C2144")]),
        ("甲；乙", "2149；2144", 4, [("甲", "2149"), ("乙", "2144")]),
        ("甲\n乙", "2149／2144", 4, [("甲", "2149"), ("乙", "2144")]),
        ("製造\n資訊\n設計\n研發", "MPMMINMISDSE", 3,
         [("製造", "MPM"), ("資訊", "MIN"), ("設計", "MIS"), ("研發", "DSE")]),
        ("甲\n乙\n丙", "214421522521", 4, [("甲", "2144"), ("乙", "2152"), ("丙", "2521")]),
        ("電影、舞台及有關導演\n與製作人", "2654", 4, [("電影、舞台及有關導演與製作人", "2654")]),
        ("", "", 3, []),
    ],
)  # fmt: skip
def test_names_and_codes_of_classes_are_paired(names, codes, width, pairs):
    assert [(c.name, c.code) for c in categories(names, codes, width)] == pairs


def test_classes_that_cannot_be_paired_are_reported():
    reading = read_header(職業別="甲\n乙\n丙", 職業別代碼="2144、2152")

    assert findings_of(reading, "class-pairs-unclear")


@pytest.mark.parametrize(
    ("printed", "date"),
    [("2017/12/31", "2017-12-31"), ("2017.1.5", "2017-01-05"), ("2017/13/01", "2017/13/01")],
)
def test_a_date_is_written_the_international_way(printed, date):
    assert iso_date(printed) == date


def test_a_first_version_without_suffix_is_reported():
    first = ("V1", "APA2654-001", "執行製作", "歷史版本", "已被《APA2654-001v2》取代", "2014/12/04")
    reading = read_rows(ROW, versions=(VERSION, first))

    assert [v.code for v in reading.document.versions] == ["APA2654-001v2", "APA2654-001"]
    assert findings_of(reading, "version-code-without-suffix")


def test_a_version_row_goes_on_over_the_page():
    rest = ("", "", "作", "", "，維持原內容", "")
    first = ("V2", "APA2654-001v2", "執行製", "最新版本", "略", "2017/12/31")
    reading = read_rows(ROW, versions=(first, rest))

    assert [(v.name, v.note) for v in reading.document.versions] == [("執行製作", "略，維持原內容")]


def test_a_version_that_contradicts_its_code_is_asked():
    version = ("V2", "APA2654-001v3", "執行製作", "最新版本", "略", "2017/12/31")
    reading = read_rows(ROW, versions=(version,), header={"職能基準代碼": "APA2654-001v3"})

    finding = findings_of(reading, "version-and-code-differ")[0]

    assert (finding.proposal, finding.needs_decision) == ("V3", True)


@pytest.mark.parametrize("code", ["FISI223-002v2", "IISD3512-001v3"])
def test_an_unusual_code_is_kept_and_reported(code):
    reading = read_header(職能基準代碼=code)

    assert reading.document.code == code
    assert findings_of(reading, "code-unusual")


def test_a_missing_code_is_an_error():
    reading = read_rows(ROW, header={"職能基準代碼": ""}, versions=())

    assert findings_of(reading, "code-missing")[0].severity == "error"
    assert findings_of(reading, "no-version-table")


def test_the_code_is_not_derived_from_the_classes():
    reading = read_header(職類別代碼="MPD", 職業別代碼="5120")

    assert reading.document.code == "APA2654-001v2"
    assert len(findings_of(reading, "code-and-class-differ")) == 2


def test_a_changed_name_is_reported():
    old = ("V1", "APA2654-001v1", "製作人員", "歷史版本", "略", "2014/12/05")

    assert findings_of(read_rows(ROW, versions=(VERSION, old)), "name-changed")


def test_missing_pages_are_reported():
    reading = read_rows(ROW, title="第1頁，總共11頁", page_count=10)

    assert "11" in findings_of(reading, "page-count-differs")[0].message.en


def test_a_missing_name_is_taken_from_the_version_table_or_the_title():
    by_version = read_rows(ROW, header={"職業": ""})
    by_title = read_rows(ROW, header={"職業": ""}, versions=())

    assert by_version.document.name == "執行製作"
    assert by_title.document.name == "執行製作"
    assert (by_title.document.version, by_version.document.version) == ("V2", "V2")


def test_a_standard_without_any_name_is_an_error():
    reading = read_rows(ROW, header={"職業": ""}, versions=(), title="職能基準")

    assert findings_of(reading, "name-missing")[0].severity == "error"


def test_a_missing_description_is_asked():
    assert findings_of(read_header(工作描述=""), "description-missing")[0].needs_decision


def test_a_date_that_is_none_is_asked():
    version = (*VERSION[:-1], "一百零六年")

    assert (
        findings_of(read_rows(ROW, versions=(version,)), "date-unreadable")[0].text == "一百零六年"
    )
