internal import TrainingJob

extension PickleValue.TensorView {
    /// How many values a tensor has, and which elements of its storage they lie among.
    struct Extent {
        let count: Int
        let elements: Range<Int>
    }

    /// Measures the tensor.
    /// - Throws: `WeightsError` where it does not lie within its storage.
    func extent(_ name: String) throws(WeightsError) -> Extent {
        let outside = WeightsError(
            .malformed,
            "the tensor “\(name)” does not lie within its storage: offset \(offset), shape \(shape), strides \(strides), "
                + "\(storage.count) numbers")
        guard shape.count == strides.count, shape.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 }),
            (0...storage.count).contains(offset)
        else { throw outside }
        var (count, last) = (1, offset)
        for (side, stride) in zip(shape, strides) {
            let (values, tooMany) = count.multipliedReportingOverflow(by: side)
            let (reach, tooFar) = max(0, side - 1).multipliedReportingOverflow(by: stride)
            let (end, beyond) = last.addingReportingOverflow(reach)
            guard !tooMany, !tooFar, !beyond else { throw outside }
            (count, last) = (values, end)
        }
        guard count > 0 else { return Extent(count: 0, elements: 0..<0) }
        guard last < storage.count else { throw outside }
        return Extent(count: count, elements: (storage.offset + offset)..<(storage.offset + last + 1))
    }

    /// Returns the values row by row, whatever their order in the storage is: weights that were converted from other
    /// programs are often transposed.
    func values(in bytes: UnsafeRawBufferPointer, _ extent: Extent) -> [Float] {
        let size = storage.type.size
        let place = extent.elements.lowerBound * size..<extent.elements.upperBound * size
        let span = storage.type.floats(in: UnsafeRawBufferPointer(rebasing: bytes[place]))
        guard extent.count > 0, !isRowMajor else { return span }
        return [Float](unsafeUninitializedCapacity: extent.count) { room, count in
            var index = [Int](repeating: 0, count: shape.count)
            var position = 0
            for number in 0..<extent.count {
                room.initializeElement(at: number, to: span[position])
                for axis in shape.indices.reversed() {
                    index[axis] += 1
                    position += strides[axis]
                    if index[axis] < shape[axis] { break }
                    position -= shape[axis] * strides[axis]
                    index[axis] = 0
                }
            }
            count = extent.count
        }
    }

    /// Asked of tensors with values only: without any, the sides may have a product that overflows.
    private var isRowMajor: Bool {
        var expected = 1
        for (side, stride) in zip(shape, strides).reversed() where side != 1 {
            guard stride == expected else { return false }
            expected *= side
        }
        return true
    }
}
