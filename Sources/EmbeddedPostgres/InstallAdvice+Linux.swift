#if os(Linux)
  internal import FoundationEssentials

  /// How to install a PostgreSQL server.
  package enum InstallAdvice {
    /// The command for this distribution.
    static var command: String {
      let names = names
      if names.contains("debian") || names.contains("ubuntu") { return "apt-get install postgresql" }
      if names.contains("alpine") { return "apk add postgresql" }
      if names.contains("suse") { return "zypper install postgresql-server" }
      if names.contains("arch") { return "pacman -S postgresql" }
      if names.contains("fedora") || names.contains("rhel") || names.contains("amzn") {
        return "dnf install postgresql-server"
      }
      return "your distribution's package of the PostgreSQL server, often 'postgresql' or 'postgresql-server'"
    }

    /// The command that installs what this package is built with.
    package static var libraryCommand: String {
      let names = names
      if names.contains("debian") || names.contains("ubuntu") { return "apt-get install libpq-dev pkg-config" }
      if names.contains("alpine") { return "apk add libpq-dev pkgconf" }
      if names.contains("suse") { return "zypper install postgresql-devel pkg-config" }
      if names.contains("arch") { return "pacman -S postgresql-libs pkgconf" }
      if names.contains("fedora") || names.contains("rhel") || names.contains("amzn") {
        return "dnf install libpq-devel pkgconf"
      }
      return "your distribution's package of libpq's headers, and pkg-config"
    }

    /// The distribution's name, and those of the ones that it is like.
    private static var names: String {
      let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
      return text.split(separator: "\n").filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }
        .joined(separator: " ")
    }
  }
#endif
