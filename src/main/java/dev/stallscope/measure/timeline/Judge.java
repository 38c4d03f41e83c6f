package dev.stallscope.measure.timeline;

import java.util.Optional;

/** One branch of the decision tree. */
interface Judge {
  /** The verdict on a gap, empty where another branch has to judge it. */
  Optional<Verdict> judge(Gap gap);
}
