/// A place in a text; lines and the characters of a line are counted from 1.
package struct TextPlace: Sendable, Hashable {
  package var line = 1
  package var column = 1
}
