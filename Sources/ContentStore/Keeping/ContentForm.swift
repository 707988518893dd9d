/// Whether content is one file or a folder.
public enum ContentForm: String, Sendable { case file, folder }
