"""The reference data is whole: what set-up reads is unique where it must be, and points to what exists."""

import gzip
import re
import unittest
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(name):
    content = (DATA / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    lines = content.decode("utf-8").removesuffix("\n").split("\n")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


class ReferenceData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cities = rows("cities.tsv.gz")
        cls.ids = {city["geonameid"] for city in cls.cities}
        cls.countries = {country["iso2"] for country in rows("countries.tsv")}

    def test_every_city_is_there_once_and_lies_in_a_known_country(self):
        self.assertEqual(len(self.cities), 69_472)
        self.assertEqual(len(self.ids), len(self.cities))
        self.assertLessEqual({city["country"] for city in self.cities}, self.countries)
        self.assertEqual(len(self.countries), 250)

    def test_a_persian_name_is_shown_only_with_a_reliable_source(self):
        for city in self.cities:
            reliable = city["fa_source"] in {"cldr", "geonames", "official", "curated"}
            self.assertEqual(bool(city["name_fa"]), reliable, city)

    def test_coordinates_lie_on_the_globe(self):
        for city in self.cities:
            self.assertLessEqual(abs(float(city["lat"])), 90, city)
            self.assertLessEqual(abs(float(city["lon"])), 180, city)

    def test_further_names_belong_to_a_city_and_stand_once(self):
        for name in ("city_names.tsv.gz", "city_names_odbl.tsv.gz"):
            names = rows(name)
            self.assertLessEqual({row["geonameid"] for row in names}, self.ids)
            column = "name" if "name" in names[0] else "name_fa"
            pairs = {(row["geonameid"], row[column]) for row in names}
            self.assertEqual(len(pairs), len(names), name)

    def test_claims_name_known_cities_and_dates_as_exact_as_the_source(self):
        for claim in rows("claims_iran.tsv"):
            self.assertIn(claim["city_geonameid"], self.ids)
            self.assertTrue(claim["partner_geonameid"] in self.ids or claim["partner"].startswith("Kadhimiya"))
            self.assertRegex(claim["date"], r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")

    def test_tiers_and_holidays_name_known_countries(self):
        tiers = [row["country"] for row in rows("counterpart_tiers.tsv")]
        self.assertEqual(tiers[0], "*")
        self.assertLessEqual(set(tiers[1:]) | {row["country"] for row in rows("holidays.tsv.gz")}, self.countries)

    def test_the_map_holds_closed_rings_in_tenths_of_a_degree(self):
        for row in rows("map.tsv.gz"):
            self.assertRegex(row["points"], r"^-?\d+,-?\d+( -?\d+,-?\d+)+$")
            points = re.findall(r"(-?\d+),(-?\d+)", row["points"])
            self.assertTrue(all(abs(int(x)) <= 1800 and abs(int(y)) <= 900 for x, y in points))
            if row["layer"] == "land":
                self.assertEqual(points[0], points[-1])


if __name__ == "__main__":
    unittest.main()
