import Glibc
import SignRenderer

exit(RenderSigns.main(Array(CommandLine.arguments.dropFirst())))
