/// Names that code can use without spelling them.
enum ImplicitNames {
    /// Whether a member of that name, added to a type of another package, may be called by code that doesn't mention it.
    static func contains(_ name: String) -> Bool {
        names.contains(name) || requirements.contains(name) || name.hasPrefix("build") || name.hasPrefix("_")
    }

    /// Type aliases that decide, wherever they can be seen, what a literal is.
    static let literalTypes: Set<String> = [
        "ArrayLiteralType", "BooleanLiteralType", "DictionaryLiteralType", "ExtendedGraphemeClusterType",
        "FloatLiteralType", "IntegerLiteralType", "StringLiteralType", "UnicodeScalarType",
    ]

    /// Attributes that tie a declaration to others by something else than its name.
    static let linkingAttributes: Set<String> = [
        "?", "_cdecl", "_dynamicReplacement", "_expose", "_extern", "_silgen_name", "_specialize", "c", "derivative",
    ]

    /// Protocols without requirements: a conformance to them adds nothing that could be called.
    static let markers: Set<String> = ["BitwiseCopyable", "Copyable", "Escapable", "Sendable", "SendableMetatype"]

    private static let names: Set<String> = [
        "init", "subscript", "callAsFunction", "dynamicallyCall", "appendInterpolation", "projectedValue", "~=", "?",
    ]

    /// What the protocols of the standard library, Foundation, Synchronization, RegexBuilder and Dispatch require, as
    /// the symbol graphs of Swift 6.3 list it (`swift symbolgraph-extract`, relationship `requirementOf`).
    private static let requirements = Set(
        """
        % %= & &* &<< &<<= &= &>> &>>= * *= + += - -= / /= < << <<= <= == > >= >> >>= ActorID ActorSystem ActorType
        AllCases ArrayLiteralElement AsyncIterator AtomicOptionalRepresentation AtomicRepresentation
        BooleanLiteralType Bound Compared DecodingConfiguration Duration Element Elements EncodingConfiguration
        Exponent ExtendedGraphemeClusterLiteralType Failure FloatLiteralType FormatInput FormatOutput ID Index Indices
        Instant IntegerLiteralType InvocationDecoder InvocationEncoder Iterator Key Magnitude MaskStorage MessageType
        Output ParseInput ParseOutput RawExponent RawSignificand RawValue ReferenceType RegexOutput Regions
        ResultHandler SIMD16Storage SIMD2Storage SIMD32Storage SIMD4Storage SIMD64Storage SIMD8Storage SIMDMaskScalar
        Scalar SerializationRequirement Strategy Stride StringInterpolation StringLiteralType SubSequence Subject
        TestScopeProvider UTF16View UTF8View UnicodeScalarLiteralType UnicodeScalarView Value Words Wrapped ^ ^=
        actorReady actorSystem add addProduct addingProduct addingReportingOverflow advanced allCases allKeys append
        appendLiteral archiver archiverDidFinish archiverWillFinish asUnownedSerialExecutor asUnownedTaskExecutor
        assignID attemptRecovery bigEndian binade bitWidth byteSwapped cache cancel characters checkIsolated codingKey
        codingPath comments compare consuming container contains copy copyBytes count currentIndex customMirror data
        debugDescription decode decodeAtomicOptionalRepresentation decodeAtomicRepresentation decodeErrorType
        decodeGenericSubstitutions decodeIfPresent decodeMarkdown decodeNextArgument decodeNil decodeReturnType
        decodingConfiguration description discreteInput distance dividedReportingOverflow dividingFullWidth
        doneRecording duration elements encode encodeAtomicOptionalRepresentation encodeAtomicRepresentation
        encodeConditional encodeIfPresent encodeNil encodeTestArgument encodingConfiguration endIndex enqueue
        errorCode errorDescription errorDomain errorUserInfo estimatedAttachmentByteCount evaluate exponent
        exponentBitCount exponentBitPattern failureReason fileManager firstRange floatingPointClass formIndex
        formIntersection formRemainder formSquareRoot formSymmetricDifference formTruncatingRemainder formUnion format
        greatestFiniteMagnitude handle hasPrefix hasSuffix hash hashValue helpAnchor id index indices infinity
        inheritedByAddedText init input insert intValue intersection invalidationConditions invokeHandlerOnReturn
        isAtEnd isCancelled isCanonical isDisjoint isEmpty isEqual isFinite isInfinite isIsolatingCurrentContext
        isLess isLessThanOrEqualTo isMultiple isNaN isNormal isProxy isRecursive isSameExclusiveExecutionContext
        isSignalingNaN isSigned isSubnormal isSubset isSuperset isTotallyOrdered isZero lastRange leadingZeroBitCount
        leastNonzeroMagnitude leastNormalMagnitude littleEndian locale lock lowercased magnitude makeAsyncIterator
        makeInvocationEncoder makeIterator markdownName mask max maximum maximumMagnitude mergeAttributes min minimum
        minimumMagnitude minimumResolution multipliedFullWidth multipliedReportingOverflow mutableCopy name nan negate
        nestedContainer nestedUnkeyedContainer next nextDown nextUp nonzeroBitCount now onReturn onReturnVoid onThrow
        or order parse parseStrategy partition pi playgroundDescription preferredName prepare progress provideScope
        quotientAndRemainder radix rawValue recordArgument recordErrorType recordGenericSubstitution recordReturnType
        recoveryOptions recoverySuggestion regex regions relative remainder remainderReportingOverflow remoteCall
        remoteCallVoid remove removeAll removeFirst removeSubrange replace replaceAttributes replaceSubrange
        reserveCapacity resetBytes resignID resolve resume round rounded roundingMode runBoundaries runs scalarCount
        scale scheduleOneshot scheduleRepeating scopeProvider setAttributes setCancelHandler setEventHandler
        setRegistrationHandler shared sharedUnownedExecutor sign signalingNaN significand significandBitCount
        significandBitPattern significandWidth signum singleValueContainer sleep squareRoot startIndex stream
        stringValue subscript subtract subtracting subtractingReportingOverflow superDecoder superEncoder
        supportsSecureCoding suspend swapAt symmetricDifference testDescription trailingZeroBitCount
        truncatingRemainder ulp ulpOfOne unarchiver unarchiverDidFinish unarchiverWillFinish underestimatedCount
        unicodeScalars union unkeyedContainer unlock unownedExecutor update uppercased userInfo utf16 utf8 withCString
        withContiguousMutableStorageIfAvailable withContiguousStorageIfAvailable withUnsafeBytes words wrappedValue
        write zero | |= ~
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
