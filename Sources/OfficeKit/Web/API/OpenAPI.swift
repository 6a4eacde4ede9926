import HTTPTypes

/// The API's description in OpenAPI 3.1, made from the routes themselves.
enum OpenAPI {
    static let path = API.root + "/openapi.json"

    /// The route that tells it, to whoever asks: it holds nothing of the office.
    static func route(of routes: [Route]) -> Route {
        let operation = Operation(
            summary: "This description", query: nil, takes: nil, gives: .anything, status: .ok, makes: false,
            isVersioned: false)
        let own = Route(.get, path, for: .visit, operation: operation) { _ in throw Refusal.notFound }
        let document = document(of: routes + [own])
        return Route(.get, path, for: .visit, operation: operation) { visit in
            try APIRequest.refuseQuery(of: visit)
            return try .json(document)
        }
    }

    static func document(of routes: [Route]) -> JSON {
        var components: [String: JSON] = [:]
        let problem = Schema.of(ProblemDocument.self).described(collecting: &components)
        var paths: [String: JSON] = [:]
        for (path, atPath) in Dictionary(grouping: routes.filter(\.isAPI), by: \.path) {
            var item: [String: JSON] = [:]
            for route in atPath {
                guard let operation = route.operation else { continue }
                item[route.method.rawValue.lowercased()] = described(operation, of: route, &components)
            }
            paths[template(path)] = .record(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Payvand", "version": "1",
                "description": .text(
                    """
                    Agreements of a city's international affairs office, with the stage that is computed from their \
                    evidence. Show an access token (`payvand token create`). Dates are ISO 8601 and as exact as they \
                    are known; sentences come in Persian where `Accept-Language` asks for it, else in English.
                    """),
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "paths": .record(paths),
            "components": [
                "schemas": .record(components),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "responses": [
                    "Problem": [
                        "description": "What is wrong (RFC 9457).",
                        "content": ["application/problem+json": ["schema": problem]],
                    ]
                ],
            ],
        ]
    }

    /// `/agreements/:code` as OpenAPI writes it.
    static func template(_ path: String) -> String {
        path.split(separator: "/").map { "/" + ($0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0)) }.joined()
    }

    private static func described(
        _ operation: Operation, of route: Route, _ components: inout [String: JSON]
    ) -> JSON {
        let segments = route.path.split(separator: "/").dropFirst(2).map(String.init)
        let name = segments.map { $0.hasPrefix(":") ? "by-" + $0.dropFirst() : $0 }.joined(separator: "-")
        var result: [String: JSON] = [
            "operationId": .text(route.method.rawValue.lowercased() + "-" + name),
            "summary": .text(operation.summary), "tags": [.text(segments.first ?? "")],
            "parameters": .list(parameters(of: operation, path: segments, &components)),
            "responses": .record(responses(of: operation, route: route, &components)),
        ]
        if route.permission == .visit {
            result["security"] = []
        } else {
            let roles = route.permission.roles.map(\.rawValue).sorted().joined(separator: ", ")
            result["description"] = .text("Needs the permission `\(route.permission.rawValue)`: \(roles).")
        }
        if let takes = operation.takes {
            result["requestBody"] = [
                "required": .flag(!takes.isNothing),
                "content": ["application/json": ["schema": takes.described(collecting: &components)]],
            ]
        }
        return .record(result)
    }

    private static func parameters(
        of operation: Operation, path: [String], _ components: inout [String: JSON]
    ) -> [JSON] {
        var found: [JSON] = path.filter { $0.hasPrefix(":") }.map { part in
            ["name": .text(String(part.dropFirst())), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        if case .record(let record)? = operation.query {
            for field in record.fields {
                var parameter: [String: JSON] = [
                    "name": .text(field.name), "in": "query", "required": .flag(field.isRequired),
                    "schema": field.schema.described(collecting: &components),
                ]
                if let note = field.note { parameter["description"] = .text(note) }
                found.append(.record(parameter))
            }
        }
        if operation.makes {
            found.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "The same key with the same body makes nothing new and is answered as the first time.",
                "schema": ["type": "string", "pattern": "^[!-~]{1,64}$"],
            ])
        } else if operation.takes != nil, operation.isVersioned {
            found.append([
                "name": "If-Match", "in": "header", "required": false,
                "description": "The `ETag` of the version that the change is meant for.",
                "schema": ["type": "string"],
            ])
        }
        return found
    }

    private static func responses(
        of operation: Operation, route: Route, _ components: inout [String: JSON]
    ) -> [String: JSON] {
        var good: [String: JSON] = [
            "description": .text(operation.status == .created ? "Kept." : "As asked."),
            "content": .record([
                operation.type: ["schema": operation.gives.described(collecting: &components)]
            ]),
        ]
        var headers: [String: JSON] = [:]
        if operation.isVersioned { headers["ETag"] = ["schema": ["type": "string"]] }
        if operation.makes { headers["Location"] = ["schema": ["type": "string"]] }
        if !headers.isEmpty { good["headers"] = .record(headers) }
        var statuses = [400, 422]
        if route.permission != .visit { statuses += [401, 403] }
        if route.path.contains(":") { statuses.append(404) }
        if operation.takes != nil { statuses += [409, 413, 415] }
        if operation.takes != nil, !operation.makes, operation.isVersioned { statuses.append(412) }
        var result: [String: JSON] = [String(operation.status.code): .record(good)]
        for status in statuses { result[String(status)] = ["$ref": "#/components/responses/Problem"] }
        result["5XX"] = ["$ref": "#/components/responses/Problem"]
        return result
    }
}

extension Schema {
    /// Whether it is a record without fields.
    fileprivate var isNothing: Bool {
        if case .record(let record) = self { record.fields.isEmpty } else { false }
    }
}
