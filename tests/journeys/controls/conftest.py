import pytest

from tests.journeys.controls.desk import LOGIN, Desk, make_platform
from tests.journeys.serving import serving
from tests.journeys.story import sign_in


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("controls")


@pytest.fixture(scope="session")
def platform(chromium, instance):
    """The served platform, and the browser state of a trainee who is signed in."""
    password = make_platform(instance)
    with serving(instance) as address:
        person = sign_in(chromium, address, LOGIN, password)
        state = person.page.context.storage_state()
        person.page.context.close()
        yield address, state


@pytest.fixture
def desk(platform, instance):
    return Desk(instance)


@pytest.fixture
def browse(chromium, platform):
    """Open a page in a browser of the trainee; no console may complain."""
    address, state = platform
    contexts, complaints = [], []

    def opened(path, *, width=1280, height=900, **options):
        size = {"width": width, "height": height}
        context = chromium.new_context(
            viewport=size, locale="zh-TW", storage_state=state, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [each for each in complaints if "422" not in each]
