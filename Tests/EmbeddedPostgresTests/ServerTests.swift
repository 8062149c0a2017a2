import Testing

/// The tests that start servers: one after the other, since each server takes memory and a second or two.
@Suite("With a real server", .serialized, .timeLimit(.minutes(5)))
enum ServerTests {}
