import Foundation
import Shop
import Testing

@Suite struct ProductTests {
  let products: ProductRepository
  let reviews: ReviewRepository

  init() throws {
    let database = try TestDatabase.connect()
    products = ProductRepository(database)
    reviews = ReviewRepository(database)
  }

  @Test func findsWhatWasAdded() throws {
    let added = try products.add(name: "Teapot", price: 24.90, stock: 3)
    let found = try #require(try products.find(added.id))
    #expect(found == added)
    #expect(found.name == "Teapot")
    #expect(found.price == 24.90)
    #expect(found.stock == 3)
    // Also proves that it was written in UTC: an hour off is the usual mistake.
    #expect(abs(found.createdAt.timeIntervalSinceNow) < 600)
  }

  @Test func listsByPrefixAndName() throws {
    let prefix = unique("cup")
    for suffix in ["b", "c", "a"] { try products.add(name: prefix + suffix) }
    #expect(try products.list(prefix: prefix).map(\.name) == ["a", "b", "c"].map { prefix + $0 })
  }

  @Test func nameHasAtMost100Characters() throws {
    #expect(try products.add(name: String(repeating: "ö", count: 100)).name.count == 100)
    let error = #expect(throws: DatabaseError.self) {
      try products.add(name: String(repeating: "ö", count: 101))
    }
    #expect(error?.sqlState == .stringDataRightTruncation)
  }

  @Test func priceIsNotNegative() throws {
    let error = #expect(throws: DatabaseError.self) { try products.add(price: -0.01) }
    #expect(error?.sqlState == .checkViolation)
    #expect(error?.constraint == "product_price_check")
  }

  @Test func deletingTakesTheReviewsAlong() throws {
    let (kept, deleted) = (try products.add(), try products.add())
    let keptReview = try reviews.add(product: kept.id)
    let deletedReview = try reviews.add(product: deleted.id)

    #expect(try products.delete(deleted.id))

    #expect(try products.find(deleted.id) == nil)
    #expect(try reviews.find(deletedReview.id) == nil)
    #expect(try reviews.find(keptReview.id) == keptReview)
    #expect(try !products.delete(deleted.id))
  }
}
