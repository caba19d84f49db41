import pypdfium2

from tests.webapp.certified import certified_world, issue_certificate
from webapp.paper.qr import qr_rows

SCALE = 300 / 72
QUIET = 4  # modules that ISO/IEC 18004 keeps clear all round
MM = 300 / 25.4
LEFT, SIDE = (210 - 19 - 31 + 4.7) * MM, 21.6 * MM


def is_dark(image, x, y):
    return image.getpixel((int(x), int(y))) < 128


def test_the_printed_code_leads_to_the_check_page_and_stands_clear(client, session, sign_in):
    world = certified_world(session)
    public_id = issue_certificate(client, sign_in, world)
    content = client.get(f"/reports/certificates/{public_id}.pdf").data
    image = pypdfium2.PdfDocument(content)[0].render(scale=SCALE, grayscale=True).to_pil()
    rows = qr_rows(f"http://localhost/c/{public_id}")
    module = SIDE / len(rows)

    def differences(top):
        return sum(
            is_dark(image, LEFT + (column + 0.5) * module, top + (row + 0.5) * module)
            != (rows[row][column] == "1")
            for row in range(len(rows))
            for column in range(len(rows))
        )

    tops = range(int(image.height - 75 * MM), int(image.height - 35 * MM), 2)
    top = min(tops, key=differences)
    assert differences(top) == 0
    quiet = int(QUIET * module) - 2
    around = range(-quiet, int(SIDE) + quiet, 3)
    for depth in range(3, quiet, 3):
        for edge in (-depth, SIDE + depth):
            assert not any(is_dark(image, LEFT + along, top + edge) for along in around)
            assert not any(is_dark(image, LEFT + edge, top + along) for along in around)
