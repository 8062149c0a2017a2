/// The newest migration of this target, which is not the other one's.
public let latestOfLegacy = Migrations.latest
