import Architectures
import Testing
import TrainingJob

struct JobFileTests {
    private let golden = """
        {
          "architecture" : "small_cnn",
          "augmentation" : {
            "blur" : 0,
            "brightness" : 0,
            "contrast" : 0,
            "cut_out" : 0,
            "mirroring" : {
              "classes" : [

              ],
              "pairs" : [

              ]
            },
            "noise" : 0,
            "rotation" : 0,
            "scale" : 0,
            "shear" : 0,
            "translation" : 0
          },
          "backbone_rate" : 1,
          "balance" : "none",
          "batch_size" : 128,
          "class_count" : 43,
          "device" : "auto",
          "ema_decay" : 0,
          "epochs" : 9,
          "freeze" : "none",
          "image_size" : 48,
          "label_smoothing" : 0.1,
          "learning_rate" : 0.1,
          "optimiser" : {
            "clip_norm" : 0,
            "kind" : "sgd",
            "momentum" : 0.9,
            "second_momentum" : 0.999,
            "weight_decay" : 0.0005
          },
          "output" : "out/model",
          "patience" : 0,
          "precision" : "float32",
          "schedule" : {
            "kind" : "one_cycle",
            "step_epochs" : 10,
            "step_factor" : 0.1,
            "warm_up_epochs" : 0
          },
          "seed" : 1,
          "threads" : 2,
          "training_shards" : "in/training"
        }

        """

    private let job = TrainJob(
        trainingShards: "in/training", output: "out/model", classCount: 43, augmentation: .none)

    @Test func `A job is a JSON file with sorted keys`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/job.json"
        try job.write(to: path)
        #expect(try folder.text("job.json") == golden)
        #expect(try TrainJob(file: path) == job)
    }

    @Test func `What a job does not say about training is what it usually is`() throws {
        let folder = try TemporaryFolder()
        let text = """
            {"training_shards": "in/training", "output": "out/model", "class_count": 43,
             "augmentation": {"blur": 1, "mirroring": {"pairs": [[1, 2]]}}, "optimiser": {"kind": "adamw"},
             "schedule": {"kind": "step", "step_epochs": 3}}
            """
        try folder.write("job.json", Array(text.utf8))
        #expect(
            try TrainJob(file: "\(folder.path)/job.json")
                == TrainJob(
                    trainingShards: "in/training", output: "out/model", classCount: 43,
                    schedule: Schedule(kind: .step, stepEpochs: 3), optimiser: Optimiser(kind: .adamw),
                    augmentation: Augmentation(blur: 1, mirroring: Mirroring(pairs: [[1, 2]]))))
    }

    @Test func `Rules of mirroring that contradict themselves are told`() throws {
        let folder = try TemporaryFolder()
        var wrong = job
        wrong.augmentation.mirroring = Mirroring(classes: [7, 43], pairs: [[7, 8], [9]])
        try wrong.write(to: "\(folder.path)/job.json")
        let error = #expect(throws: TrainingJobError.self) { try TrainJob(file: "\(folder.path)/job.json") }
        #expect(
            error?.detail == "“augmentation.mirroring.pairs” has [9], which is no pair of classes; "
                + "“augmentation.mirroring” has the class 43, which is not in 0...42; "
                + "“augmentation.mirroring” has the class 7 twice")
    }

    @Test func `All values out of range are told at once`() throws {
        let folder = try TemporaryFolder()
        var wrong = job
        wrong.epochs = 0
        wrong.learningRate = 1000
        wrong.augmentation.scale = -1
        wrong.output = ""
        try wrong.write(to: "\(folder.path)/job.json")
        let error = #expect(throws: TrainingJobError.self) { try TrainJob(file: "\(folder.path)/job.json") }
        #expect(
            error?.detail == "“output” is empty; “epochs” is 0, not in 1...100000; "
                + "“learning_rate” is 1000.0, not in 1e-09...100.0; “augmentation.scale” is -1.0, not in 0.0...0.9")
    }

    @Test(arguments: [
        (#"{"model":"m","shards":"s","output":"o","threads":1,"device":"cpu"}"#, "“batch_size” is missing"),
        (
            #"{"model":"m","shards":"s","output":"o","batch_size":"8","threads":1,"device":"cpu"}"#,
            "“batch_size” is not of type Int"
        ),
        (
            #"{"model":"m","shards":"s","output":"o","batch_size":8,"threads":1,"device":"abacus"}"#,
            "“device” has an impossible value"
        ),
        ("epochs: 3", "it is not JSON"),
    ])
    func `A job that cannot be read is told what is wrong with it`(text: String, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("job.json", Array(text.utf8))
        let error = #expect(throws: TrainingJobError.self) { try PredictJob(file: "\(folder.path)/job.json") }
        #expect(error?.description == "\(folder.path)/job.json: \(message)")
    }

    @Test func `A model's description keeps what the network needs`() throws {
        let folder = try TemporaryFolder()
        let description = ModelDescription(
            architecture: .smallCNN, classCount: 3, imageSize: 16, mean: [0.25, 0.5, 0.75],
            standardDeviation: [0.5, 0.5, 0.5], parameterCount: 12)
        try description.write(to: "\(folder.path)/model.json")
        #expect(try ModelDescription(file: "\(folder.path)/model.json") == description)
        #expect(
            try folder.text("model.json") == """
                {
                  "architecture" : "small_cnn",
                  "class_count" : 3,
                  "format_version" : 1,
                  "image_size" : 16,
                  "mean" : [
                    0.25,
                    0.5,
                    0.75
                  ],
                  "parameter_count" : 12,
                  "std" : [
                    0.5,
                    0.5,
                    0.5
                  ]
                }

                """)
    }
}
