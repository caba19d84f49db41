"""Who takes part in the demonstration."""

from dataclasses import dataclass

from webapp.permissions import Role

COHORT_NAME = "製作實務 2026 秋季班"
LEVEL = 3


@dataclass(frozen=True, slots=True)
class SimulatedTrainee:
    """A made-up trainee: a name, how able on the whole (logits above the bar), how diligent."""

    name: str
    number: str
    ability: float
    module_count: int  # of the modules that have a bank, in the order of study
    is_reviewing: bool = False  # sits the review of what is due before each module
    level_sittings: int = 0  # of the quiz of LEVEL, at most


TRAINEES = (
    SimulatedTrainee("林予安", "115001", 1.2, 12, is_reviewing=True, level_sittings=2),
    SimulatedTrainee("陳堃", "115002", 2.1, 54),
    SimulatedTrainee("賴彥廷", "115003", 1.8, 14, level_sittings=3),
    SimulatedTrainee("拉娃．尤幹", "115004", 1.5, 12),
    SimulatedTrainee("王喆", "115005", 1.3, 10),
    SimulatedTrainee("周昱辰", "115006", 0.9, 8),
    SimulatedTrainee("蘇亭瑜", "115007", 0.5, 7),
    SimulatedTrainee("郭沛穎", "115008", 0.2, 6),
    SimulatedTrainee("蔡宜庭", "115009", -0.2, 5),
    SimulatedTrainee("吳承翰", "115010", -0.6, 4),
    SimulatedTrainee("江品叡", "115011", -1.1, 3),
    SimulatedTrainee("羅士傑", "115012", 0.0, 0),
)

LOGINS = (
    (Role.TRAINEE, "trainee", "林予安"),
    (Role.INSTRUCTOR, "instructor", "王小明"),
    (Role.ASSESSOR, "assessor", "李佳穎"),
    (Role.ADMINISTRATOR, "administrator", "周佳蓉"),
    (Role.AUDITOR, "auditor", "何明哲"),
)
