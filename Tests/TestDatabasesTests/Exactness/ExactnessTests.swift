import Testing

/// Whatever a test did to its database, the next test finds what the migrations and seeds made.
@Suite("After any test, the database is what the migrations made", .serialized)
struct ExactnessTests {}
