import OfficeKit
import SQLStore

/// The desk's part of the API.
enum CitiesAPI {
    static let routes: [Route] = cities + countries + bodies + people + posts

    /// Says what the store refuses as the API says it.
    static func keeping<T>(_ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch CityError.problems(let problems) {
            throw Rejection(problems)
        } catch is CityError {
            throw Refusal.notFound
        }
    }
}
