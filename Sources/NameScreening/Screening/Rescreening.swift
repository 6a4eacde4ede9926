/// What an update of a list means for those who were screened before.
public struct Rescreening: Sendable {
    /// A subject whose answer changed.
    public struct Finding: Sendable {
        public let subject: Subject
        /// Candidates that are new, or whose entry changed: a person must look at them.
        public let open: [Candidate]
        /// Entries that were decided to be the subject and have left the list.
        public let delisted: [ListEntry]
    }

    public let findings: [Finding]

    /// Screens everybody again, against what is new or changed alone.
    ///
    /// - Parameters:
    ///   - subjects: all who were screened before.
    ///   - difference: from the version of then to the version of now.
    ///   - decisions: what was decided; what still holds is not asked again.
    ///   - progress: told how many subjects are done; throw from it to stop.
    public init(
        of subjects: [Subject], after difference: ListDifference, decisions: DecisionBook, limit: Int = 10,
        floor: Double = 0.5, progress: (Int) throws -> Void
    ) rethrows {
        let index = ScreeningIndex(difference.toScreenAgain)
        var findings: [Finding] = []
        for (number, subject) in subjects.enumerated() {
            if number % 100 == 0 { try progress(number) }
            let open = index.candidates(for: subject, limit: limit, floor: floor).filter {
                decisions.decision(about: subject, and: $0.entry) == nil
            }
            let delisted = difference.delisted.filter { decisions.decision(about: subject, and: $0)?.verdict == .same }
            if !open.isEmpty || !delisted.isEmpty {
                findings.append(Finding(subject: subject, open: open, delisted: delisted))
            }
        }
        self.findings = findings
        try progress(subjects.count)
    }
}
