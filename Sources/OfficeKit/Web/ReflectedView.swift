import Mustache

/// A view as templates read it, with its fields looked at once.
///
/// Mustache reflects over a value for each name that a template asks for, and over all values around it for each name
/// that is not there. Here each value is reflected once, when first asked, and then answers from a table.
final class ReflectedView: MustacheParent {
    private let value: Any
    private lazy var fields: [String: Any] = {
        var fields: [String: Any] = [:]
        for child in Mirror(reflecting: value).children {
            if let name = child.label, let known = ReflectedView.prepared(child.value) { fields[name] = known }
        }
        return fields
    }()

    init(_ value: Any) { self.value = value }

    func child(named name: String) -> Any? {
        if let parent = value as? any MustacheParent {
            return parent.child(named: name).flatMap(ReflectedView.prepared)
        }
        return fields[name]
    }

    /// What a template is given in the place of a value; nil for an absent one.
    private static func prepared(_ value: Any) -> Any? {
        switch value {
        case is String, is Bool, is Int: return value
        case let list as [Any]: return list.compactMap(prepared)
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { prepared($0.value) }
        case .struct, .class: return ReflectedView(value)
        default: return value
        }
    }
}
