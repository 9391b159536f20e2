import Signal
import StageKit

extension CosineTransform.Kind: Choice {}

extension CosineWindow: Choice {}

extension Padding: Choice {}

extension RowNorm: Choice {}

extension Statistic: Choice {}
