from webapp.paper.qr import qr_rows


def test_a_qr_code_is_square_with_its_three_finders():
    rows = qr_rows("https://callboard.example/c/RJqIniPfhGv42Jwz1EDucg")
    assert all(len(row) == len(rows) and set(row) <= {"0", "1"} for row in rows)
    assert rows[0].startswith("1111111")
    assert rows[0].endswith("1111111")
    assert rows[-1].startswith("1111111")
