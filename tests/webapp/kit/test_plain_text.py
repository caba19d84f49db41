import pytest

from webapp.permissions import Role


@pytest.mark.parametrize(
    "path", ["users?q=%00", "users?%00=1", "users/a%00b", "standards/K%00", "users?after=a%00"]
)
def test_a_nul_character_in_an_address_is_refused(client, sign_in, path):
    sign_in(Role.ADMINISTRATOR)
    assert client.get(f"/administrator/{path}").status_code == 400


def test_a_nul_character_in_a_form_is_refused(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    data = {"login": "lin", "name": "林\0予安", "roles": ["auditor"]}
    assert client.post("/administrator/users/add", data=data).status_code == 400
    assert client.post("/sign-in", data={"login": "\0", "password": "x"}).status_code == 400
