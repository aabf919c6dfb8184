"""The open data, opened with the programs that people open them with.

scripts/test-tools builds the book with a base URL and tells where in COMPENDIO_SITE.
"""

import csv
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import bibtexparser
import feedparser
import frictionless
import jsonschema
import openpyxl
import rispy

SITE = Path(os.environ["COMPENDIO_SITE"])
DATA = SITE / "datos"
BASE = os.environ["COMPENDIO_BASE"]


def read(path):
    return json.loads((SITE / path).read_text(encoding="utf-8"))


UNITS = read("datos/recomendaciones.json")
PROVISIONS = [unit for unit in UNITS if not unit["children"]]


class Spreadsheet(unittest.TestCase):
    """LibreOffice reads the table for spreadsheets: accents, whole cells, no calculated dates."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        # UTF-8 (76) and commas (44), as its window proposes for a file with a byte order mark.
        subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation=file://{cls.folder}/profile",
                "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", str(cls.folder),
                str(DATA / "recomendaciones-hoja.csv"),
            ],
            check=True, capture_output=True, timeout=180,
        )
        sheet = openpyxl.load_workbook(cls.folder / "recomendaciones-hoja.xlsx").active
        cls.header, *cls.rows = sheet.iter_rows(values_only=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def column(self, name):
        return [row[self.header.index(name)] for row in self.rows]

    def test_every_provision_is_a_row_with_its_exact_words(self):
        self.assertEqual(self.column("Texto"), [unit["text"] for unit in PROVISIONS])
        self.assertEqual(self.column("Referencia"), [unit["reference"] for unit in PROVISIONS])
        self.assertEqual(self.column("Página"), [unit["url"] for unit in PROVISIONS])

    def test_numbers_are_numbers_and_nothing_became_a_date(self):
        self.assertEqual(self.column("Número"), [unit["number"] for unit in PROVISIONS])
        self.assertEqual(self.column("Reunión"), [unit["meeting"] for unit in PROVISIONS])
        kinds = {type(cell) for row in self.rows for cell in row}
        self.assertLessEqual(kinds, {str, int, type(None)})


class Package(unittest.TestCase):
    """Frictionless and JSON Schema agree with the data."""

    def test_frictionless_validates_the_package(self):
        report = frictionless.validate(str(DATA / "datapackage.json"))
        errors = [(task.name, error.note) for task in report.tasks for error in task.errors]
        self.assertEqual((report.errors, errors), ([], []))
        self.assertGreater(report.stats["tasks"], 20)

    def test_frictionless_finds_what_is_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(DATA, Path(folder) / "datos")
            table = copy / "recomendaciones-temas.csv"
            table.write_text(table.read_text(encoding="utf-8").replace(",1,", ",uno,", 1), encoding="utf-8")
            self.assertFalse(frictionless.validate(str(copy / "datapackage.json")).valid)

    def test_json_files_are_as_their_schemas_say(self):
        schemas = sorted((DATA / "esquemas").glob("*.schema.json"))
        self.assertGreaterEqual(len(schemas), 9)
        for path in schemas:
            with self.subTest(path.name):
                schema = json.loads(path.read_text(encoding="utf-8"))
                jsonschema.Draft202012Validator.check_schema(schema)
                rows = read(f"datos/{path.name.replace('.schema', '')}")
                jsonschema.Draft202012Validator(schema).validate(rows)

    def test_the_table_for_programs_is_read_without_a_mark(self):
        with open(DATA / "recomendaciones.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["id"] for row in rows], [unit["id"] for unit in UNITS])
        self.assertEqual([row["text"] for row in rows], [unit["text"] for unit in UNITS])


class Web(unittest.TestCase):
    """What a host's visitors ask for."""

    def test_a_feed_reader_reads_the_feed(self):
        feed = feedparser.parse(str(SITE / "novedades.xml"))
        self.assertFalse(feed.bozo, feed.get("bozo_exception"))
        self.assertEqual(feed.version, "atom10")
        self.assertEqual(feed.feed.language, "es")
        documents = read("datos/documentos.json")
        meetings = [meeting for meeting in read("datos/reuniones.json") if meeting["documents"]]
        self.assertEqual(len(feed.entries), len(documents) + len(meetings))
        self.assertEqual(len({entry.id for entry in feed.entries}), len(feed.entries))
        dates = [entry.updated for entry in feed.entries]
        self.assertEqual(dates, sorted(dates, reverse=True))
        for entry in feed.entries:
            self.assertTrue(entry.title and entry.summary and entry.updated_parsed, entry)
            self.assertTrue(entry.link.startswith(BASE), entry.link)
            self.assertTrue((SITE / entry.link.removeprefix(BASE)).is_file(), entry.link)

    def test_the_sitemap_names_every_page_once(self):
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        tree = ElementTree.parse(SITE / "sitemap.xml")
        told = [place.text for place in tree.iterfind("s:url/s:loc", space)]
        pages = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if path.name != "404.html")
        self.assertEqual(told, [BASE + page for page in pages])

    def test_a_browser_can_add_the_search(self):
        space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
        tree = ElementTree.parse(SITE / "opensearch.xml")
        self.assertLessEqual(len(tree.findtext("o:ShortName", namespaces=space)), 16)
        template = tree.find("o:Url", space).get("template")
        self.assertEqual(template, f"{BASE}buscar.html?q={{searchTerms}}")


class Bibliography(unittest.TestCase):
    """Readers of bibliographies take the citations of the whole register and of its smallest parts."""

    def test_ris(self):
        for name, units in [("todas", PROVISIONS), *((unit["url"].split("/")[1][:-5], [unit]) for unit in UNITS)]:
            with open(SITE / f"citas/{name}.ris", encoding="utf-8", newline="") as file:
                records = rispy.load(file)
            self.assertEqual([record["id"] for record in records], [unit["id"] for unit in units], name)
            for record, unit in zip(records, units):
                self.assertEqual(record["primary_title"], unit["reference"])
                self.assertEqual(record["type_of_reference"], "RPRT")
                self.assertEqual(record.get("issn"), unit["symbol"])
                self.assertEqual(record["urls"], [BASE + unit["url"]])

    def test_bibtex(self):
        library = bibtexparser.parse_file(str(SITE / "citas/todas.bib"))
        self.assertEqual(library.failed_blocks, [])
        self.assertEqual(len({entry.key for entry in library.entries}), len(PROVISIONS))
        for entry, unit in zip(library.entries, PROVISIONS, strict=True):
            # The inner braces keep the capitals of a title.
            self.assertEqual(entry["title"], "{" + unit["reference"] + "}")
            self.assertEqual(entry["url"], BASE + unit["url"])


if __name__ == "__main__":
    unittest.main()
