/// One part of a market that can be cleared by itself: its members renumbered, its stand-ins drawn into the arcs.
///
/// Rows are what may be used once: participants (those with many arcs first, so that few starts see most rings), then
/// donors, then stand-ins.
struct Clearing {
    /// Arcs in order of their giver.
    struct Arcs {
        var starts: [Int32] = []
        var to: [Int32] = []
        var values: [Double] = []
        /// Which of `via` an arc passes through, or -1.
        var via: [Int32] = []

        var count: Int { to.count }
    }

    var participants = 0
    var donors = 0
    var standIns = 0
    /// Arcs that may lie on a ring, and the same by receiver.
    var ring = Arcs()
    var ringInto: [Int32] = []
    var ringIntoArc: [Int32] = []
    var ringGiver: [Int32] = []
    /// Arcs that may lie on a chain; givers are participants and donors.
    var chain = Arcs()
    /// Rows of stand-ins that arcs pass through.
    var via: [[Int32]] = []
    /// Of each row, the market's number of the member.
    var members: [Int] = []
    /// What assignment sees: the arcs before stand-ins were drawn in.
    var plain: [(giver: Int32, receiver: Int32, value: Double)] = []
    /// Whether chains end without being closed to their donors in `plain`, which would take too many arcs.
    var isOpenEnded = false
    var rules = RingRules()
    var isIntegral = true

    var rows: Int { participants + donors + standIns }
    var nodes: Int { participants + donors }
}
