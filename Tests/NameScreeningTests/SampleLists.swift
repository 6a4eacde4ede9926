import Foundation
import NameScreening

/// Made-up lists in the original formats. No one in them is real.
enum SampleLists {
    static let ofac = #"""
        101,"SAMPLEZADEH, Gholam Reza","individual","IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 05 Jun 1950; alt. DOB 1951; POB Qom, Iran; nationality Iran; a.k.a. 'REZA THE SAMPLE'."
        102,"NAMUNEH TRADING CO., LTD.",-0- ,"SDGT] [IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \#r
        103,"MV SAMPLE ""STAR""","vessel","IRAN",-0- ,-0- ,-0- ,-0- ,"Panama",-0- ,-0- ,-0- \#r
        \#u{1A}
        """#
    static let ofacOtherNames = """
        101,7,"aka","QOLAMREZA NEMUNEZADE",-0-
        102,8,"fka","SAMPLE GENERAL TRADING LLC",-0-
        """
    static let ofacAddresses = """
        102,1,-0- ,"Dubai","United Arab Emirates",-0-
        """
    static let ofacXML = """
        <?xml version="1.0"?>
        <sdnList xmlns="http://tempuri.org/sdnList.xsd">
          <publshInformation><Publish_Date>04/22/2020</Publish_Date></publshInformation>
          <sdnEntry>
            <uid>201</uid><firstName>Dawud</firstName><lastName>EXAMPLE</lastName><sdnType>Individual</sdnType>
            <programList><program>SDGT</program></programList>
            <akaList><aka><uid>1</uid><category>weak</category><lastName>THE EXAMPLE &amp; SON</lastName></aka></akaList>
            <nationalityList><nationality><country>Iraq</country></nationality></nationalityList>
            <dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1960</dateOfBirth></dateOfBirthItem></dateOfBirthList>
          </sdnEntry>
        </sdnList>
        """
    static let un = """
        <?xml version="1.0" encoding="UTF-8"?>
        <CONSOLIDATED_LIST dateGenerated="2026-01-01">
          <INDIVIDUALS>
            <INDIVIDUAL>
              <DATAID>1</DATAID><FIRST_NAME>SAMPLE</FIRST_NAME><SECOND_NAME>NEMUNEH</SECOND_NAME>
              <UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TSi.001</REFERENCE_NUMBER>
              <NAME_ORIGINAL_SCRIPT>سامپل نمونه</NAME_ORIGINAL_SCRIPT>
              <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
              <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Sample</ALIAS_NAME></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1959-09-24</DATE></INDIVIDUAL_DATE_OF_BIRTH>
            </INDIVIDUAL>
          </INDIVIDUALS>
          <ENTITIES>
            <ENTITY><DATAID>2</DATAID><FIRST_NAME>SAMPLE FOUNDATION</FIRST_NAME>
              <REFERENCE_NUMBER>TSe.002</REFERENCE_NUMBER></ENTITY>
          </ENTITIES>
        </CONSOLIDATED_LIST>
        """
    static let eu = """
        <export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01">
          <sanctionEntity euReferenceNumber="EU.1.1" logicalId="13">
            <subjectType code="person" classificationCode="P"/>
            <nameAlias firstName="" lastName="" wholeName="Example Namuneh" strong="true"/>
            <nameAlias wholeName="Ex" strong="false"/>
            <citizenship countryIso2Code="DZ"/>
            <birthdate circa="true" year="1958"/>
          </sanctionEntity>
        </export>
        """
    static let uk = """
        Last Updated,01/01/2026,,,,,,,,,
        Name 6,Name 1,Name 2,Name Non-Latin Script,DOB,Nationality,Group Type,Alias Type,Alias Quality,Regime,Group ID
        NEMUNEH,Sample,,سامپل نمونه,00/09/1962,Iran,Individual,AKA,,Sample,77
        NEMUNEHZADEH,Sample,,,00/00/1963,Iran,Individual,Primary name,,Sample,77
        """
    static let followTheMoney = """
        {"id":"q1","schema":"Person","caption":"Sample Person","properties":{"name":["Sample Person","Семпл Персон"],"weakAlias":["Sam"],"birthDate":["1970-01-02"],"nationality":["RU"]},"datasets":["sample"]}

        {"id":"a1","schema":"Address","caption":"Somewhere","properties":{}}
        {"id":"v1","schema":"Vessel","properties":{"name":["SAMPLE STAR"],"flag":["pa"]}}
        """

    /// Runs a body with a folder of such files, which is removed afterwards.
    static func withFolder<T>(_ files: [String: String], _ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lists-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try body(folder)
    }

    static func entries(_ files: [String: String]) throws -> [ListEntry] {
        try withFolder(files) { folder in try ListFile.lists(at: folder).flatMap { try $0.entries() } }
    }
}
