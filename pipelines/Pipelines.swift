import PipelineKit

/// The pipelines of this repository, as `pipeline list` shows them; a new one is added here.
public let allPipelines: [any Pipeline] = [
    RoadSign(), RoadSignTransfer(), RoadSignSweep(), TrafficSigns(), Fingers(),
]
