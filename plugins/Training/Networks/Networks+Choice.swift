import Networks
import StageKit

extension Cell: Choice {}

extension Selection: Choice {}

extension LearningRate.Schedule: Choice {}
