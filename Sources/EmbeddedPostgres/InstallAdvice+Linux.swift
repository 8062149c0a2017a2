#if os(Linux)
  internal import FoundationEssentials

  /// How to install a PostgreSQL server.
  enum InstallAdvice {
    /// The command for this distribution.
    static var command: String {
      let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
      let names = text.split(separator: "\n").filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }
        .joined(separator: " ")
      if names.contains("debian") || names.contains("ubuntu") { return "apt-get install postgresql" }
      if names.contains("alpine") { return "apk add postgresql" }
      if names.contains("suse") { return "zypper install postgresql-server" }
      if names.contains("arch") { return "pacman -S postgresql" }
      if names.contains("fedora") || names.contains("rhel") || names.contains("amzn") {
        return "dnf install postgresql-server"
      }
      return "your distribution's package of the PostgreSQL server, often 'postgresql' or 'postgresql-server'"
    }
  }
#endif
