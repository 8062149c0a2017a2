import Foundation
import Shop
import Testing

@Suite struct ReviewTests {
  let reviews: ReviewRepository
  let product: Product

  init() throws {
    let database = try TestDatabase.connect()
    reviews = ReviewRepository(database)
    product = try ProductRepository(database).add(name: unique("reviewed"))
  }

  @Test func listsTheNewestFirst() throws {
    let first = try reviews.add(product: product.id, content: "Handle came off.", rating: 1.5)
    let second = try reviews.add(product: product.id, content: "It's glued now.")
    #expect(try reviews.list(product: product.id) == [second, first])
    #expect(second.rating == nil)
  }

  @Test func averagesTheRatingsThereAre() throws {
    #expect(try reviews.averageRating(product: product.id) == nil)
    for rating: Decimal? in [5, 4.5, 4, nil] { try reviews.add(product: product.id, rating: rating) }
    #expect(try reviews.averageRating(product: product.id) == 4.5)
  }

  @Test(arguments: [-0.1: SQLState.checkViolation, 5.1: .checkViolation, 10: .numericValueOutOfRange])
  func ratingIsFromZeroToFive(rating: Double, sqlState: SQLState) throws {
    let error = #expect(throws: DatabaseError.self) {
      try reviews.add(product: product.id, rating: Decimal(rating))
    }
    #expect(error?.sqlState == sqlState)
  }

  @Test func needsAProduct() throws {
    let error = #expect(throws: DatabaseError.self) { try reviews.add(product: UUID()) }
    #expect(error?.sqlState == .foreignKeyViolation)
    #expect(error?.constraint == "review_product_id_fkey")
  }
}
