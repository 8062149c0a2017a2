extension DSN {
  /// The DSN as a URL, with the password, in the form every client understands:
  /// `postgres://user:password@host:port/database?option=value`.
  ///
  /// Hosts that are folders of a socket stand in the query, where clients look for them.
  package var url: String {
    var query: [String] = []
    var text = "postgres://"
    if let user = self["user"] {
      text += DSN.percentEncoded(user)
      if let password = self["password"] { text += ":" + DSN.percentEncoded(password) }
      text += "@"
    } else if let password = self["password"] {
      query.append("password=" + DSN.percentEncoded(password))
    }
    let hosts = list("host")
    let ports = list("port")
    if hosts.isEmpty || hosts.contains(where: { $0.hasPrefix("/") || $0.hasPrefix("@") }) {
      for keyword in ["host", "port"] {
        if let value = self[keyword] { query.append("\(keyword)=" + DSN.percentEncoded(value)) }
      }
    } else {
      text += authority(hosts: hosts, ports: ports)
    }
    if let database = self["dbname"] { text += "/" + DSN.percentEncoded(database) }
    for (keyword, value) in sorted where !DSN.placed.contains(keyword) {
      query.append(keyword + "=" + DSN.percentEncoded(value))
    }
    return query.isEmpty ? text : text + "?" + query.joined(separator: "&")
  }

  /// The keywords that have a place of their own in a URL.
  private static let placed: Set<String> = ["user", "password", "host", "port", "dbname"]

  private func list(_ keyword: String) -> [String] {
    guard let value = self[keyword] else { return [] }
    return value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// One port for all hosts, or one for each: libpq's rule.
  private func authority(hosts: [String], ports: [String]) -> String {
    hosts.enumerated().map { index, host in
      // An IPv6 address may name a zone: fe80::1%eth0.
      let name = host.contains(":") ? "[\(DSN.percentEncoded(host, keeping: ":"))]" : DSN.percentEncoded(host)
      let port = ports.count == 1 ? ports[0] : (index < ports.count ? ports[index] : "")
      return port.isEmpty ? name : "\(name):\(port)"
    }.joined(separator: ",")
  }

  /// RFC 3986's unreserved characters stay; every other byte is written as `%XX`.
  private static func percentEncoded(_ text: String, keeping kept: Unicode.Scalar? = nil) -> String {
    let hexadecimal = Array("0123456789ABCDEF")
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where Unicode.Scalar(byte) == kept:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded.append("%")
        encoded.append(hexadecimal[Int(byte >> 4)])
        encoded.append(hexadecimal[Int(byte & 15)])
      }
    }
    return encoded
  }
}
