#!/usr/bin/env python3
"""Writes the samples of this folder, except the PDFs; see README.md.

The resolution, its assembly and its States are fictional. Run it here: python3 generate.py
With a folder as argument it writes there the DOCX with all changes accepted, from which the PDFs are made.
"""

import pathlib
import re
import sys
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

SAMPLES = {
    "en": {
        "symbol": "LI/C.2/14/L.7",
        "header": "LI/C.2/14/L.7",
        "body": "General Conference of the League of Islands",
        "session": "Fourteenth session",
        "title": "Secure use of information and communications technologies in the islands",
        "sponsors": "Aldova, Brenia and Corsava: draft resolution",
        "opener": "The General Conference,",
        "preamble": [
            ("Recalling", " its resolution 12/3 of 4 May 2019{note1} on cables between the islands,"),
            ("Noting with concern", " that incidents in one island are felt in {del}some{/del}{ins}all{/ins} others,"),
        ],
        "notes": ["LI/RES/12/3, annex, paragraph 7.", "Report of the Secretariat, LI/14/22."],
        "operative": [
            ("Calls upon", " member States:", [
                "To name one point of contact each, at the diplomatic and at the technical level;",
                "To answer requests for assistance where their means allow it;",
            ]),
            ("Invites", " member States to inform the Secretariat, before 1 March 2031, of what they have done;", []),
            ("Decides", " to include in the provisional agenda of its fifteenth session the item entitled "
             "“Secure use of information and communications technologies”.{note2}", []),
        ],
        "table": [["State", "Contact named"], ["Aldova", "2030"]],
        "furniture": "Confidential footer that every page prints",
    },
    "fr": {
        "symbol": "LI/C.2/14/L.7",
        "header": "LI/C.2/14/L.7",
        "body": "Conférence générale de la Ligue des îles",
        "session": "Quatorzième session",
        "title": "Sûreté de l’utilisation des technologies de l’information et des communications dans les îles",
        "sponsors": "Aldovie, Brénie et Corsavie : projet de résolution",
        "opener": "La Conférence générale,",
        "preamble": [
            ("Rappelant", " sa résolution 12/3 du 4 mai 2019{note1} sur les câbles entre les îles,"),
            ("Notant avec préoccupation", " que les incidents survenus dans une île sont ressentis dans "
             "{del}certaines{/del}{ins}toutes{/ins} les autres,"),
        ],
        "notes": ["LI/RES/12/3, annexe, paragraphe 7.", "Rapport du Secrétariat, LI/14/22."],
        "operative": [
            ("Demande", " aux États membres :", [
                "De désigner chacun un point de contact, aux niveaux diplomatique et technique ;",
                "De répondre aux demandes d’assistance dans la mesure de leurs moyens ;",
            ]),
            ("Invite", " les États membres à informer le Secrétariat, avant le 1er mars 2031, de ce qu’ils ont fait ;", []),
            ("Décide", " d’inscrire à l’ordre du jour provisoire de sa quinzième session la question intitulée "
             "« Sûreté de l’utilisation des technologies de l’information et des communications ».{note2}", []),
        ],
        "table": [["État", "Contact désigné"], ["Aldovie", "2030"]],
        "furniture": "Pied de page confidentiel que chaque page imprime",
    },
}


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inline(text):
    """Text with {noteN}, {del}…{/del} and {ins}…{/ins} as runs."""
    out, rest = "", text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        tag, _, rest = rest.partition("}")
        out += run(before) if before else ""
        if tag.startswith("note"):
            number = tag[4:]
            out += ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{int(number) + 1}"/></w:r>')
        else:
            content, _, rest = rest.partition("{/" + tag + "}")
            kind = "delText" if tag == "del" else "t"
            out += (f'<w:{tag} w:id="9{len(out)}" w:author="Editor"><w:r><w:{kind} xml:space="preserve">'
                    f"{escape(content)}</w:{kind}></w:r></w:{tag}>")
    return out + (run(rest) if rest else "")


def paragraph(content, style="", extra=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{extra}</w:pPr>{content}</w:p>"


def numbered(content, level):
    return paragraph(content, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def italic(word):
    return run(word, "<w:rPr><w:i/></w:rPr>")


def table(rows):
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{paragraph(run(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>{cells}</w:tbl>'


def document(sample):
    parts = [
        paragraph(run(sample["body"]), "Title"),
        paragraph(run(sample["session"])),
        paragraph(run(sample["sponsors"])),
        paragraph(run(sample["title"]), "Heading1"),
        paragraph(italic(sample["opener"])),
    ]
    parts += [paragraph(italic(verb) + inline(rest)) for verb, rest in sample["preamble"]]
    for verb, rest, items in sample["operative"]:
        parts.append(numbered(italic(verb) + inline(rest), 0))
        parts += [numbered(inline(item), 1) for item in items]
    parts.append(table(sample["table"]))
    section = ('<w:sectPr><w:headerReference w:type="first" r:id="rId4"/><w:footerReference w:type="first" r:id="rId6"/>'
               '<w:footerReference w:type="default" r:id="rId6"/>'
               '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1417" w:bottom="1417" w:left="1417" '
               'w:header="708" w:footer="708" w:gutter="0"/><w:titlePg/></w:sectPr>')
    return f'<w:document {W} {R}><w:body>{"".join(parts)}{section}</w:body></w:document>'


def footnotes(notes):
    items = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    items += '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    for number, note in enumerate(notes, 1):
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        items += f'<w:footnote w:id="{number + 1}">{paragraph(mark + run(" " + note), "FootnoteText")}</w:footnote>'
    return f"<w:footnotes {W}>{items}</w:footnotes>"


STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="200"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
</w:styles>"""


def level(number, form, text):
    return (f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (number + 1)}" w:hanging="720"/></w:pPr></w:lvl>')


NUMBERING = (f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}'
             f'{level(1, "lowerLetter", "(%2)")}</w:abstractNum>'
             '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')

KINDS = ["styles", "numbering", "footnotes", "header", "footer"]


def write_docx(folder, language, sample):
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{name}+xml"/>' for name in KINDS)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in zip([1, 2, 3, 4, 6], KINDS)
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": document(sample),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": footnotes(sample["notes"]),
        "word/header.xml": f'<w:hdr {W}>{paragraph(run(sample["header"]))}</w:hdr>',
        "word/footer.xml": f'<w:ftr {W}>{paragraph(run(sample["furniture"]))}</w:ftr>',
    }
    with zipfile.ZipFile(folder / f"resolution.{language}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            # A fixed time, so that the same script writes the same bytes.
            entry = zipfile.ZipInfo(name, (2030, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, declaration + xml)


def accepted(text):
    """The text as it stands once every change is accepted."""
    if isinstance(text, str):
        return re.sub(r"\{del\}.*?\{/del\}|\{/?ins\}", "", text)
    if isinstance(text, dict):
        return {key: accepted(value) for key, value in text.items()}
    return [accepted(item) for item in text] if isinstance(text, list) else tuple(accepted(item) for item in text)


def html_inline(text):
    return re.sub(r"\{note(\d)\}", r'<sup><a href="#note\1">\1</a></sup>', escape(text))


def write_html(language, sample):
    """A page as an organization's site has it: navigation around the text, lists instead of labels."""
    sample = accepted(sample)
    links = "".join(f'<li><a href="/{n}">Lien {n}</a></li>' for n in range(1, 5))
    preamble = "\n".join(f"<p><em>{verb}</em>{html_inline(rest)}</p>" for verb, rest in sample["preamble"])
    operative = "\n".join(
        f"<li><em>{verb}</em>{html_inline(rest)}"
        + ("<ol type=a>" + "".join(f"<li>{html_inline(item)}" for item in items) + "</ol>" if items else "")
        for verb, rest, items in sample["operative"]
    )
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in sample["table"])
    notes = "".join(
        f'<p class="footnote" id="note{number}"><sup>{number}</sup> {note}</p>'
        for number, note in enumerate(sample["notes"], 1)
    )
    pathlib.Path(f"resolution.{language}.html").write_text(f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{sample["title"]}</title>
<style>body {{ color: black }}</style><script>if (1 < 2) document.title = "</p>";</script></head>
<body><header><a href="/">{sample["body"]}</a></header>
<nav><ul>{links}</ul></nav>
<main><p>{sample["symbol"]}</p>
<h1>{sample["body"]}</h1>
<p>{sample["session"]}<p>{sample["sponsors"]}
<h2>{sample["title"]}</h2>
<p><i>{sample["opener"]}</i></p>
{preamble}
<ol>
{operative}
</ol>
<table>{rows}</table>
{notes}
<p><a href="#top">&uarr; {"haut de la page" if language == "fr" else "top of the page"}</a></p>
</main>
<ul class="share">{links}</ul>
<footer>{sample["furniture"]} &copy; 2030</footer></body></html>
""")


def write_text(language, sample):
    sample = accepted(sample)
    unmarked = lambda text: re.sub(r"\{note\d\}", "", text)
    lines = [sample["symbol"], "", sample["body"], sample["session"], sample["sponsors"], "", sample["title"], ""]
    lines += [sample["opener"], ""]
    for verb, rest in sample["preamble"]:
        lines += [verb + unmarked(rest), ""]
    for number, (verb, rest, items) in enumerate(sample["operative"], 1):
        lines += [f"{number}. {verb}{unmarked(rest)}", ""]
        for letter, item in zip("abc", items):
            lines += [f"({letter}) {item}", ""]
    pathlib.Path(f"resolution.{language}.txt").write_text("\n".join(lines))


for language, sample in SAMPLES.items():
    if len(sys.argv) > 1:
        write_docx(pathlib.Path(sys.argv[1]), language, accepted(sample))
        continue
    write_docx(pathlib.Path(), language, sample)
    write_html(language, sample)
    write_text(language, sample)
