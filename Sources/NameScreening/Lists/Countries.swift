import PersianText

/// Countries as lists name them, and their codes of ISO 3166.
enum Countries {
    /// A code and the names that stand for it; the first are the names of Unicode CLDR.
    private static let table = """
        ad|Andorra
        ae|United Arab Emirates
        af|Afghanistan
        ag|Antigua and Barbuda
        ai|Anguilla
        al|Albania
        am|Armenia
        ao|Angola
        aq|Antarctica
        ar|Argentina
        as|American Samoa
        at|Austria
        au|Australia
        aw|Aruba
        ax|Åland Islands
        az|Azerbaijan
        ba|Bosnia and Herzegovina
        bb|Barbados
        bd|Bangladesh
        be|Belgium
        bf|Burkina Faso
        bg|Bulgaria
        bh|Bahrain
        bi|Burundi
        bj|Benin
        bl|St. Barthélemy
        bm|Bermuda
        bn|Brunei|Brunei Darussalam
        bo|Bolivia|Bolivia (Plurinational State of)
        bq|Caribbean Netherlands
        br|Brazil
        bs|Bahamas|Bahamas, The
        bt|Bhutan
        bv|Bouvet Island
        bw|Botswana
        by|Belarus
        bz|Belize
        ca|Canada
        cc|Cocos (Keeling) Islands
        cd|Congo - Kinshasa|Congo, Democratic Republic of the|Democratic Republic of the Congo
        cf|Central African Republic
        cg|Congo - Brazzaville|Congo, Republic of the|Congo
        ch|Switzerland
        ci|Côte d’Ivoire|Cote d Ivoire|Cote d'Ivoire
        ck|Cook Islands
        cl|Chile
        cm|Cameroon
        cn|China
        co|Colombia
        cr|Costa Rica
        cu|Cuba
        cv|Cape Verde
        cw|Curaçao
        cx|Christmas Island
        cy|Cyprus
        cz|Czechia|Czech Republic
        de|Germany
        dj|Djibouti
        dk|Denmark
        dm|Dominica
        do|Dominican Republic
        dz|Algeria
        ec|Ecuador
        ee|Estonia
        eg|Egypt
        eh|Western Sahara
        er|Eritrea
        es|Spain
        et|Ethiopia
        fi|Finland
        fj|Fiji
        fk|Falkland Islands
        fm|Micronesia
        fo|Faroe Islands
        fr|France
        ga|Gabon
        gb|United Kingdom|United Kingdom of Great Britain and Northern Ireland|England|Scotland|UK
        gd|Grenada
        ge|Georgia
        gf|French Guiana
        gg|Guernsey
        gh|Ghana
        gi|Gibraltar
        gl|Greenland
        gm|Gambia|The Gambia|Gambia, The
        gn|Guinea
        gp|Guadeloupe
        gq|Equatorial Guinea
        gr|Greece
        gs|South Georgia and South Sandwich Islands
        gt|Guatemala
        gu|Guam
        gw|Guinea-Bissau
        gy|Guyana
        hk|Hong Kong SAR China|Hong Kong|China, Hong Kong Special Administrative Region
        hm|Heard and McDonald Islands
        hn|Honduras
        hr|Croatia
        ht|Haiti
        hu|Hungary
        id|Indonesia
        ie|Ireland
        il|Israel
        im|Isle of Man
        in|India
        io|British Indian Ocean Territory
        iq|Iraq
        ir|Iran|Iran (Islamic Republic of)|Islamic Republic of Iran
        is|Iceland
        it|Italy
        je|Jersey
        jm|Jamaica
        jo|Jordan
        jp|Japan
        ke|Kenya
        kg|Kyrgyzstan
        kh|Cambodia
        ki|Kiribati
        km|Comoros
        kn|St. Kitts and Nevis|Saint Kitts and Nevis
        kp|North Korea|Korea, North|Democratic People's Republic of Korea|North Korea (Democratic People's Republic of Korea)
        kr|South Korea|Korea, South|Republic of Korea
        kw|Kuwait
        ky|Cayman Islands
        kz|Kazakhstan
        la|Laos|Lao People's Democratic Republic
        lb|Lebanon
        lc|St. Lucia
        li|Liechtenstein
        lk|Sri Lanka
        lr|Liberia
        ls|Lesotho
        lt|Lithuania
        lu|Luxembourg
        lv|Latvia
        ly|Libya
        ma|Morocco
        mc|Monaco
        md|Moldova|Republic of Moldova|Moldova, Republic of
        me|Montenegro
        mf|St. Martin
        mg|Madagascar
        mh|Marshall Islands
        mk|North Macedonia|Macedonia, The Former Yugoslav Republic of
        ml|Mali
        mm|Myanmar (Burma)|Burma|Myanmar
        mn|Mongolia
        mo|Macao SAR China|Macau|China, Macao Special Administrative Region
        mp|Northern Mariana Islands
        mq|Martinique
        mr|Mauritania
        ms|Montserrat
        mt|Malta
        mu|Mauritius
        mv|Maldives
        mw|Malawi
        mx|Mexico
        my|Malaysia
        mz|Mozambique
        na|Namibia
        nc|New Caledonia
        ne|Niger
        nf|Norfolk Island
        ng|Nigeria
        ni|Nicaragua
        nl|Netherlands
        no|Norway
        np|Nepal
        nr|Nauru
        nu|Niue
        nz|New Zealand
        om|Oman
        pa|Panama
        pe|Peru
        pf|French Polynesia
        pg|Papua New Guinea
        ph|Philippines
        pk|Pakistan
        pl|Poland
        pm|St. Pierre and Miquelon
        pn|Pitcairn Islands
        pr|Puerto Rico
        ps|Palestinian Territories|Palestinian|West Bank|State of Palestine|Gaza|Region: Gaza
        pt|Portugal
        pw|Palau
        py|Paraguay
        qa|Qatar
        re|Réunion
        ro|Romania
        rs|Serbia
        ru|Russia|Russian Federation
        rw|Rwanda
        sa|Saudi Arabia
        sb|Solomon Islands
        sc|Seychelles
        sd|Sudan
        se|Sweden
        sg|Singapore
        sh|St. Helena
        si|Slovenia
        sj|Svalbard and Jan Mayen
        sk|Slovakia
        sl|Sierra Leone
        sm|San Marino
        sn|Senegal
        so|Somalia
        sr|Suriname
        ss|South Sudan
        st|São Tomé and Príncipe|Sao Tome and Principe
        sv|El Salvador
        sx|Sint Maarten
        sy|Syria|Syrian Arab Republic
        sz|Eswatini|Swaziland
        tc|Turks and Caicos Islands
        td|Chad
        tf|French Southern Territories
        tg|Togo
        th|Thailand
        tj|Tajikistan
        tk|Tokelau
        tl|Timor-Leste
        tm|Turkmenistan
        tn|Tunisia
        to|Tonga
        tr|Türkiye|Turkey
        tt|Trinidad and Tobago
        tv|Tuvalu
        tw|Taiwan|Taiwan, Province of China
        tz|Tanzania|United Republic of Tanzania|Tanzania, United Republic of
        ua|Ukraine
        ug|Uganda
        um|U.S. Outlying Islands
        us|United States|United States of America|USA|U.S.
        uy|Uruguay
        uz|Uzbekistan
        va|Vatican City|Holy See
        vc|St. Vincent and Grenadines|Saint Vincent and the Grenadines
        ve|Venezuela|Venezuela (Bolivarian Republic of)
        vg|British Virgin Islands|Virgin Islands, British
        vi|U.S. Virgin Islands
        vn|Vietnam|Viet Nam
        vu|Vanuatu
        wf|Wallis and Futuna
        ws|Samoa
        xk|Kosovo
        ye|Yemen
        yt|Mayotte
        za|South Africa
        zm|Zambia
        zw|Zimbabwe
        """

    private static let codes: [String: String] = {
        var codes: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: "|").map(String.init)
            for name in parts.dropFirst() { codes[PersianText.fold(name)] = parts[0] }
        }
        return codes
    }()

    /// The code of a country by one of its English names; nil for what is no country.
    static func code(of name: String) -> String? { codes[PersianText.fold(name)] }
}
