/// What it costs to take one sound for another, as a part of one plain mistake.
///
/// Two tables. Within one kind of script the question is: how easily are the two confused by ear, by habits of
/// spelling in different languages, or by slips? Between an abjad and an alphabet the question is narrower: can this
/// letter be spelt so? An abjad writes its consonants with care, so what is no known spelling costs more than a slip.
struct SoundCosts: Sendable {
    /// 128 × 128 costs.
    private let costs: [Float]
    /// What any pair costs that the table does not know.
    let otherwise: Float

    /// - Parameters:
    ///   - table: lines of two groups of sounds and a cost: each of the first against each of the second.
    ///   - isMutual: whether a pair costs the same the other way round.
    private init(table: String, otherwise: Float, isMutual: Bool) {
        var costs = [Float](repeating: otherwise, count: 128 * 128)
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 3, let cost = Float(parts[2]) else { continue }
            for first in parts[0].utf8 {
                for second in parts[1].utf8 {
                    costs[Int(first) << 7 | Int(second)] = cost
                    if isMutual { costs[Int(second) << 7 | Int(first)] = cost }
                }
            }
        }
        for code in 0..<128 { costs[code << 7 | code] = 0 }
        self.costs = costs
        self.otherwise = otherwise
    }

    func cost(_ first: Sound, _ second: Sound) -> Float {
        if first == second { return 0 }
        guard first < 128, second < 128 else { return otherwise }
        return costs[Int(first) << 7 | Int(second)]
    }

    /// Within alphabets, or within abjads. Vowels first: the tongue's neighbours are cheap.
    private static let within = """
        a e 0.25
        a o 0.35
        a iu 0.4
        e i 0.15
        e ou 0.4
        i o 0.5
        i u 0.45
        o u 0.12
        A aeiou 0
        A ' 0.1
        A h 0.6
        A WY 0.4
        @ A 0.1
        @ aeiou 0
        W vuo 0
        W aei 0.4
        W bf 0.4
        Y yie 0
        Y a 0.35
        Y j 0.15
        Y u 0.4
        Y Wo 0.5
        H h 0.05
        H aei 0
        ' aeiou 0
        ' g 0.6
        y i 0.08
        y e 0.2
        y j 0.15
        v u 0.2
        v o 0.3
        q g 0.05
        q k 0.12
        q x 0.25
        g k 0.3
        x k 0.2
        x h 0.15
        x C 0.15
        c k 0.08
        c szC 0.15
        c j 0.2
        c T 0.3
        S C 0.12
        S s 0.3
        S J 0.4
        C k 0.25
        C j 0.3
        C sh 0.4
        C T 0.4
        j J 0.03
        j g 0.2
        j xh 0.35
        j zd 0.5
        j i 0.25
        J z 0.25
        J yg 0.3
        z s 0.15
        z D 0.03
        Z zD 0
        Z d 0.12
        Z s 0.2
        Z c 0.1
        Z t 0.4
        D d 0.1
        D T 0.3
        D s 0.25
        T ts 0.08
        T h 0.5
        T f 0.4
        t d 0.3
        t c 0.4
        b p 0.35
        f p 0.4
        f v 0.3
        v b 0.4
        m n 0.5
        l r 0.7
        X x 0.1
        X ks 0.3
        x Ss 0.35
        x Z 0.5
        """

    /// From a letter of an abjad to how alphabets spell it: Persian, Arabic, German, French, Turkish, Somali habits.
    private static let across = """
        @ a 0
        @ o 0.15
        @ e 0.4
        @ iu 0.6
        A a 0
        A o 0.1
        A u 0.38
        A e 0.36
        A i 0.5
        A UIy 0.6
        W uovUO 0
        W ae 0.6
        W i 0.7
        W b 0.7
        W f 0.5
        Y iyI 0
        Y e 0.1
        Y a 0.45
        Y u 0.7
        Y o 0.7
        Y j 0.25
        ' aeiouIUO 0
        ' c 0.1
        ' y 0.2
        ' gqh 0.5
        H aeh 0
        H t 0.1
        H oiu 0.3
        v u 0.2
        h xj 0.2
        h C 0.25
        x kh 0.15
        x C 0.1
        x j 0.3
        x X 0.05
        q g 0.03
        q k 0.2
        q xC 0.3
        k c 0.05
        k q 0.2
        k X 0.3
        k C 0.2
        k g 0.35
        g jq 0.25
        g k 0.35
        S C 0.1
        S s 0.4
        S xX 0.25
        S j 0.4
        S c 0.3
        C cSj 0.2
        C x 0.4
        j J 0.03
        j g 0.2
        j c 0.25
        j y 0.15
        j C 0.35
        J j 0.03
        J zSC 0.3
        s $ 0
        s z 0.35
        s c 0.1
        s T 0.4
        s X 0.4
        z s 0.3
        z D 0.1
        z jJ 0.4
        z c 0.3
        Z zD 0
        Z d 0.15
        Z s 0.3
        Z $ 0.8
        Z Tc 0.3
        D z 0
        D d 0.15
        D s 0.3
        D T 0.4
        T s 0.03
        T $ 0.1
        T t 0.1
        T z 0.4
        T f 0.6
        t T 0.15
        t d 0.35
        t c 0.4
        d D 0.1
        d t 0.35
        b p 0.3
        b v 0.35
        p bf 0.35
        f p 0.3
        f v 0.25
        n m 0.7
        m n 0.7
        r l 0.8
        """

    static let alphabets = SoundCosts(table: within, otherwise: 1, isMutual: true)
    /// Where vowels are not written, a consonant is a larger part of the word.
    static let abjads = SoundCosts(table: within, otherwise: 1.5, isMutual: true)
    /// The first sound is the abjad's.
    static let abjadToAlphabet = SoundCosts(table: across, otherwise: 1.5, isMutual: false)
}
