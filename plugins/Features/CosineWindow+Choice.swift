import Signal
import StageKit

extension CosineWindow: Choice {}
