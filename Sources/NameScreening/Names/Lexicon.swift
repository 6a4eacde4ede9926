import PersianText

/// Words that are no names, and names of which everybody knows several spellings. All in folded form.
enum Lexicon {
    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map { PersianText.fold(String($0), joiner: .join) })
    }

    /// Forms of address, ranks and offices before a person's name.
    static let titles = words(
        """
        mr mrs ms miss dr prof professor sir madam shaikh sheikh shaykh cheikh sheik haji hajji hajj hadji mullah mulla
        maulvi mawlawi maulavi maulana mawlana general gen colonel col major maj capt captain brigadier admiral president
        prasident praesident presidente minister prime ambassador senator judge king prince princess queen sultan qari
        ustad ustadh engineer eng hojatoleslam hojjatoleslam ayatollah imam sayed seyed seyyed sayyid syed sayyed lord
        chairman commander dato datuk hon rev father bishop herr frau señor señora don monsieur madame
        دکتر مهندس آقای خانم حاج حاجی سید شیخ سردار آیت‌الله حجت‌الاسلام سرهنگ سرلشکر د الشیخ السید الدکتور مولوی
        доктор господин генерал президент
        """)

    /// Articles, and what stands between the parts of a name.
    static let particles = words(
        """
        wal wa aw ab al el ul ur ud ad ar as ash at az an il bin ibn ben bint binti binte ould wald von van der den de la
        le les du das da dos do di del della dello y e i zu of the and for und et & и ال بن ابن بنت ولد و
        """)

    /// Son of: what stands before it is the child, what stands behind it the father.
    static let sonOf = words("bin ibn ben ould wald بن ابن")
    /// Father or mother of: a byname.
    static let kunya = words("abu abou aboo abi umm um oum ابو ابی ام")
    /// The servant of, which forms one name with what follows.
    static let servant = words("abd abdul abdel abdal abdol abdoul abdu عبد")
    static let articles = words("al el ul ol ur ar as us ال")

    /// Words that say what an organisation does or is, and hardly which one it is.
    static let general = words(
        """
        company group trading international holding holdings bank industries industry corporation management construction
        systems solutions services service foundation government department ministry national general global europe
        european enterprise enterprises trust institute organization organisation agency fund capital partners industrial
        commercial development investment investments finance financial technology technologies shipping marine airlines
        aviation university center centre associates association union council committee office state
        شرکت گروه بانک سازمان بنیاد موسسه وزارت دانشگاه موسسة شرکة مصرف
        компания группа банк
        """)
    /// Words with which an organisation's name grows without becoming another organisation's.
    static let expansions = words("international global europe group gruppe holding holdings worldwide")

    /// Abbreviations of organisations' names.
    static let abbreviations: [String: [String]] = [
        "us": ["united", "states"], "usa": ["united", "states"], "uk": ["united", "kingdom"],
        "un": ["united", "nations"], "intl": ["international"], "dept": ["department"], "govt": ["government"],
        "natl": ["national"], "mfg": ["manufacturing"], "bros": ["brothers"], "assn": ["association"],
        "univ": ["university"],
    ]

    static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90,
    ]
    static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        let cardinals = "one two three four five six seven eight nine ten eleven twelve"
        let ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth"
        for list in [cardinals, ordinals] {
            for (index, word) in list.split(separator: " ").enumerated() { numbers[String(word)] = index + 1 }
        }
        return numbers
    }()

    /// The number of a Roman numeral up to 39.
    static func roman(_ word: String) -> Int? {
        var total = 0
        let values = word.utf8.map { letter in
            switch letter {
            case UInt8(ascii: "i"): 1
            case UInt8(ascii: "v"): 5
            case UInt8(ascii: "x"): 10
            default: 0
            }
        }
        guard !values.isEmpty, values.count <= 8, !values.contains(0) else { return nil }
        for (index, value) in values.enumerated() {
            total += index + 1 < values.count && values[index + 1] > value ? -value : value
        }
        return (1..<40).contains(total) ? total : nil
    }

    /// Given names that many people bear, so that they tell little, and how they are spelt.
    ///
    /// Two words of different lines are different names, however near they sound: Mohamed is not Ahmed.
    static let givenNames: [String: Int] = numbered(
        """
        muhammad mohammad mohammed mohamed mohamad muhammed muhamed mohammod mochammad mahamat maxamed mohd محمد мухаммад магомед
        ahmad ahmed achmad achmed ahmet احمد ахмед
        mahmud mahmoud mahmood محمود махмуд
        hamid hameed حمید
        hassan hasan حسن хасан
        hussein husayn hossein hosein hussain husain hussayn huseyin حسین хусейн
        ali aly علی али
        omar umar عمر умар
        amir ameer امیر
        amr عمرو
        said saeed saeid سعید
        saad sad سعد
        salim saleem سلیم
        salem سالم
        khalid khaled خالد
        khalil خلیل
        karim kareem کریم
        salih saleh صالح
        jamal gamal djamel جمال
        jamil جمیل
        abdullah abdallah abdulla abdollah abdoulaye gabdulla عبدالله абдулла
        ibrahim ebrahim abraham ابراهیم آبراهام
        ismail esmail ishmael اسماعیل
        mustafa mostafa مصطفی
        yusuf yousef youssef joseph jose یوسف ژوزف
        yunus younis jonas یونس
        musa mousa moses موسی
        isa issa عیسی
        john johannes جان یوحنا
        mary maria mariam maryam miriam مریم ماریا میری
        david dave dawood dawud daud davud داوود داود دیوید داوید
        daniel daniil danial دانیال دانیل
        elias ilyas elia ilya الیاس ایلیا
        helena elena yelena النا هلنا
        anna hanna hannah آنا حنا
        andrew andrey andrei andreas اندرو آندره
        michael mikhail mikail میکاییل مایکل میخاییل
        gabriel jibril جبرییل گابریل
        jacob yaqub yakub یعقوب ژاکوب
        isaac ishaq اسحاق
        noah nuh نوح
        solomon suleiman sulayman soleiman سلیمان
        zachary zakariya zakaria زکریا
        aaron harun haroun هارون
        paul pavel pablo پل پاول
        peter pyotr pedro پیتر پترو
        george georgi jorge جورج ژرژ
        """)
    /// Words that stand in so many names that they weigh less than others.
    static let frequent: Set<String> = words(
        """
        muhammad mohammad mohammed mohamed mohamad ahmad ahmed ali hassan hasan hussein hussain husayn hossein abdullah
        ibrahim mahmoud mustafa omar umar khan abdul kim محمد احمد علی حسن حسین عبدالله
        """)

    /// Names and what their bearers are called by friends.
    static let nicknames: [String: Int] = numbered(
        """
        benjamin ben bibi benny
        william bill will billy willy
        robert bob rob bobby robbie
        michael mike mick mikhail misha
        joseph joe joey
        thomas tom tommy
        anthony tony
        alexander alex sasha aleksandr alexandr
        vladimir vova volodya
        dmitry dima dmitri
        nikolai kolya
        yevgeny evgeny zhenya
        james jim jimmy jamie
        richard dick rick rich
        elizabeth liz beth betty lisa
        katherine kate cathy katie kathy
        jose pepe
        francisco paco pancho
        ignacio nacho
        edward ed eddie ted
        theodore teddy
        daniel dan danny
        david dave
        samuel sam
        stephen steve steven
        charles charlie chuck
        christopher chris
        matthew matt
        andrew andy drew
        gregory greg
        kenneth ken
        ronald ron ronnie
        donald don donny
        nicholas nick
        peter pete
        patrick pat paddy
        lawrence larry
        gerald gerry jerry
        frederick fred freddie
        margaret maggie peggy meg
        susan sue
        jennifer jen jenny
        jacob jake
        joshua josh
        timothy tim
        geoffrey jeff jeffrey
        philip phil
        raymond ray
        rebecca becky
        victoria vicky
        ivan vanya
        sergei seryozha
        boris borya
        anatoly tolya
        pavel pasha
        maria masha
        natalia natasha
        johannes hans
        joao ze
        """)

    private static func numbered(_ text: String) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            for word in line.split(separator: " ") {
                numbers[PersianText.fold(String(word), joiner: .join)] = number
            }
        }
        return numbers
    }
}
