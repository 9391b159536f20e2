import Networks
import StageKit

extension Cell: Choice {}

extension Selection: Choice {}
