import ArgumentParser
@main struct Payvand: ParsableCommand {}
