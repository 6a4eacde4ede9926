import OfficeKit

/// Does what a form asks, or brings the form back with all that is wrong.
///
/// - Parameters:
///   - work: makes the change and returns where its result is to be seen.
///   - again: the form's page with its problems.
func attempt(
    _ flash: Flash?, _ work: () async throws -> String, again: ([Problem]) async throws -> Page
) async throws -> Answer {
    do {
        return .seeOther(try await work(), flash: flash)
    } catch let problems as Problems {
        return .page(try await again(problems.list))
    } catch let problem as Problem {
        return .page(try await again([problem]))
    } catch AttachmentError.tooLarge {
        return .page(try await again([Problem(field: "file", key: "forms.errors.fileTooLarge")]))
    } catch AttachmentError.empty {
        return .page(try await again([Problem(field: "file", key: "forms.errors.fileEmpty")]))
    }
}
