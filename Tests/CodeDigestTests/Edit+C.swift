private let source = "CCodecs/codecs.c"
private let header = "CCodecs/include/codecs.h"
private let users: Set = ["Train", "Evaluate"]

extension Edit {
    static let languageC = [
        Edit("a C function changes", source, "SCALE(byte) +", "SCALE(byte) -", changes: users),
        Edit("a C comment changes", source, "// Decodes one byte.", "/* Decodes\n one \"byte. */"),
        Edit("a C comment vanishes from a header", header, " /* declared here */", ""),
        Edit(
            "C code is laid out anew", source, "    return SCALE(byte) + name[0];",
            "\treturn SCALE( byte )\n+name [0] ;"),
        Edit("a C text that looks like a comment changes", source, "// a comment", "// a remark", changes: users),
        Edit("a macro in a header changes", header, "* 2", "* 3", changes: users),
        Edit("a macro loses its parameter to a space", header, "SCALE(x)", "SCALE (x)", changes: users),
        Edit("a directive goes on in the next line", header, "SCALE(x) ((x)", "SCALE(x) \\\n    ((x)"),
        Edit("two C signs become one", source, "SCALE(byte) + name", "SCALE(byte) + +name", changes: users),
        Edit(
            "a C++ raw text holds a comment", addingTo: "CCodecs/raw.cpp", "auto a = R\"x(/* )\" )x\"; // b",
            changes: users),
        Edit("a header is added", addingTo: "CCodecs/more.h", "int more(void);", changes: users),
    ]
}
