"""Official documents on the command line: reading one, and importing it."""

from webapp.cli.loading import LazyGroup

group = LazyGroup(
    "standard",
    lazy={
        "read": "webapp.cli.standard_reading:read",
        "import": "webapp.cli.standard_import:import_",
    },
    help="Official documents of competency standards.",
)
