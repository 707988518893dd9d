import PipelineKit

/// The pipelines of this project; `bin/pipeline new NAME` adds one.
public let allPipelines: [any Pipeline] = [First(), Hello(), Cleaning(), Greeting(), Forecast()]
