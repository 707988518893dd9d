import RecordIO
import TrainingJob

extension Fuzzer {
    /// Records, their index, images in them, and predictions.
    static let records = Fuzzer(
        name: "records",
        trials: [
            { bytes in
                var reader = RecordReader(bytes)
                var encoder = RecordEncoder()
                var payloads: [[UInt8]] = []
                while let payload = try accepted(RecordError.self, { try reader.next() }) ?? nil {
                    payloads.append(payload)
                    try encoder.append(payload)
                }
                var again = RecordReader(encoder.bytes)
                for payload in payloads { must(try again.next() == payload, "records are read again") }
                must(try again.next() == nil, "nothing follows the last record")
            },
            { bytes in
                guard let index = try accepted(RecordError.self, { try RecordIndex(parsing: text(bytes)) })
                else { return }
                must(try RecordIndex(parsing: index.text) == index, "an index is read again")
            },
            { bytes in
                guard let record = try accepted(RecordError.self, { try ImageRecord(decoding: bytes) }) else { return }
                _ = record.classID
                // The label in the header means nothing beside several labels.
                must(try ImageRecord(decoding: record.payload).payload == record.payload, "a record is read again")
            },
            { bytes in
                guard let predictions = try accepted(TrainingJobError.self, { try Predictions(decoding: bytes) })
                else { return }
                must(predictions.encoded == bytes, "predictions are written as they were")
                for prediction in predictions {
                    must(prediction.probabilities.count == predictions.classCount, "each class has a probability")
                }
            },
            { bytes in
                var reader = RecordReader(Array(bytes.dropFirst(8)))
                let offset = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                reader.seek(to: Int(bitPattern: UInt(offset)))
                _ = try accepted(RecordError.self) { try reader.next() }
            },
        ])
}
