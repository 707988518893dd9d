public import Architectures
public import PipelineKit

/// An architecture can be a pipeline's parameter; whoever mistypes it is told the closest name.
extension Architecture: ParameterValue {}
