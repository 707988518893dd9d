import Testing

@testable import Database

@Suite struct DatabaseErrorTests {
    /// Result codes of SQLite, extended ones where it has them, and error numbers of Linux.
    @Test(
        arguments: [
            (13, 0, .diskFull), (4874, 28, .diskFull), (1034, 122, .diskFull), (14, 122, .diskFull), (8, 0, .readOnly),
            (1032, 0, .readOnly),
            (14, 30, .readOnly), (778, 30, .readOnly), (26, 0, .notADatabase), (11, 0, .corrupt), (779, 0, .corrupt),
            (5, 0, .locked),
            (261, 0, .locked), (6, 0, .locked), (14, 2, .cannotOpen), (1555, 0, .constraint), (266, 5, .inputOutput),
            (1, 0, .misuse), (20, 0, .misuse), (7, 0, .other),
        ] as [(Int32, Int32, DatabaseError.Kind)])
    func `A result code and the system's error tell what can be done`(
        code: Int32, systemError: Int32, kind: DatabaseError.Kind
    ) {
        #expect(DatabaseError.Kind(code: code, systemError: systemError) == kind)
    }
}
