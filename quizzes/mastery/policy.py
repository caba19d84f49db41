"""The constants of the measurement, each with where it comes from.

A result is printed with `VERSION`. Whoever changes a constant here gives it a new version:
a figure that was stated under one rule is never silently restated under another.
"""

from dataclasses import dataclass
from datetime import timedelta

VERSION = "R2"


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a trainee before the first answer, in logits; 0 is the bar.

    theta_c = mean + general_sd * G + own_sd * U_c with standard normal G (shared by all
    competencies) and U_c. The guard looks at one competency alone under N(0, guard_sd).
    """

    mean: float = 0.0
    general_sd: float = 0.9
    own_sd: float = 0.9
    guard_sd: float = 1.3


# The start of a bank without data, near the marginal spread sqrt(.9² + .9²) = 1.27.
PRIOR = Prior()

# The grid of theta has an edge, not a node, at the bar: the share above it needs no half cells.
THETA_REACH = 5.0
THETA_CELLS = 50
# Equally spaced nodes for G. With 54 answered competencies the posterior of G is about .17 wide;
# 15 Gauss-Hermite nodes lie .8 apart there and put P off by up to .07; 21 equal steps of .3 keep it
# within .001.
GENERAL_REACH = 3.0
GENERAL_NODES = 21

# Carry-over (simulated: ten retakes pass 99.5 % of clear non-masters by best-of, 10 % with it).
CARRY_PER_SESSION = 0.7
CARRY_AFTER_COMPLETION = 0.5
# Study of one competency is one sitting while the breaks between its study moments are shorter.
SITTING_BREAK = timedelta(hours=4)

# Ageing raises the bar by AGEING_RATE * ln(1 + days / AGEING_DAYS) logits
# (retention after training falls with the logarithm of time: Arthur et al. 1998).
AGEING_RATE = 0.25
AGEING_DAYS = 30.0
CURRENT_FROM = 0.80
LAPSED_BELOW = 0.70
AGEING_HORIZON_DAYS = 3650

# The domain score: share right of a bank of four-option items whose bar is .80.
DOMAIN_CHANCE = 0.25
DOMAIN_CUT = 0.80
# A clear gap: a domain score under .65.
GAP_THETA = -0.87
GAP_SHARE = 0.10

CLAIM_READY_FROM = 0.90
CLAIM_NOT_YET_TO = 0.10
# A claim speaks only when each of its competencies was asked this often; what a level-directed
# quiz asks of each competency before it chooses.
CLAIM_MINIMUM_ITEMS = 3
# Items that a level-directed quiz may spend on one trainee, over all its sittings.
LEVEL_BUDGET = 240

# Judges' means spread by .05 to .08 of the share right (Impara & Plake 1998; Hurtz & Hertz 1999):
# .4 logits where four fifths get it right. The spread of a panel is pooled with this one as if so
# many more judges had shown it.
JUDGE_SD = 0.4
JUDGES_KNOWN = 4
# The standard error of a bar in logits where nobody rated.
BAR_ERROR_UNKNOWN = 0.5
# Fewer items rated for two levels than this do not place the lower bar.
ITEMS_TO_PLACE_A_BAR = 5

# Calibration. A difficulty from answers may lie a little beyond what a rating can say (±3).
HARDEST_CALIBRATED = 4.0
CALIBRATION_STEPS = 10
# The prior is fitted from this many trainees on, each with this many answers; with just as many
# the start still counts half.
TRAINEES_TO_FIT_A_PRIOR = 30
ANSWERS_TO_SEE_A_PRIOR = 30
# Another calibration is made when answers have grown by this share and number, or ratings changed.
ANSWERS_GROWN_BY = 0.05
ANSWERS_GROWN_AT_LEAST = 200

DRAW_COUNT = 1000
DRAW_BLOCKS = 25  # equal shares of p(G)
DRAW_SEED = "callboard"

# Choice of the next item: noise on the log information, and the largest share of the active
# trainees that one item should meet (Sympson & Hetter 1985).
SELECTION_NOISE = 0.35
EXPOSURE_CAP = 0.25

# Lamp 4, 精通: clearly above what 達標 asks, by all evidence and by the own answers.
MASTERED_LAMP_FROM = 0.95
MASTERED_LAMP_OWN_FROM = 0.85
# Lamp 2, 熟悉: more likely met than not, with some answers of its own.
FAMILIAR_FROM = 0.50
