"""The metadata of the database, with every table of the platform in it."""

from curriculum.database import Base
from curriculum.icap import models as _icap
from curriculum.modules import models as _modules
from curriculum.standards import models as _standards
from quizzes.certification import models as _certification
from quizzes.delivery import models as _delivery
from quizzes.grading import models as _grading
from quizzes.items import models as _items
from quizzes.mastery import models as _mastery
from quizzes.panels import models as _panels
from quizzes.remarks import models as _remarks
from quizzes.reviews import models as _reviews
from quizzes.trainees import models as _trainees
from webapp.accounts import models as _accounts
from webapp.audit import models as _audit

FEATURES = (
    _standards, _icap, _modules, _trainees, _items, _panels, _delivery, _grading, _remarks,
    _mastery, _reviews, _certification, _accounts, _audit,
)  # fmt: skip
METADATA = Base.metadata
