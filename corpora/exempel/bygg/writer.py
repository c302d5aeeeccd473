"""Dokument i ordbehandlarstil: byggs som docx, blir PDF med LibreOffice Writer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import docx
from avsluta import convert, page_of, settle
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from innehall import Content, blocks, split_notes

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Letter:
    """En docx som fylls på; noterna samlas och skrivs in sist."""

    def __init__(self, content: Content, body: str, display: str, color: str, toc: dict[str, int]) -> None:
        self.content, self.toc = content, toc
        self.color = RGBColor.from_string(color)
        self.docx = docx.Document()
        self.notes: list[str] = []
        section = self.docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(28)
        section.top_margin, section.bottom_margin = Mm(28), Mm(25)
        self._fonts(body, display)

    def _style(self, name: str, font: str, size: float, before: float, after: float) -> ParagraphStyle:
        styles = self.docx.styles
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        return style

    def _fonts(self, body: str, display: str) -> None:
        self._style("Normal", body, 11, 0, 7).paragraph_format.line_spacing = 1.15
        language = parse_xml(f'<w:lang {nsdecls("w")} w:val="sv-SE"/>')
        self.docx.styles["Normal"].element.get_or_add_rPr().append(language)
        for name, size, before, after in (("Heading 1", 17, 18, 6), ("Heading 2", 13, 12, 3), ("Title", 26, 0, 8)):
            style = self._style(name, display, size, before, after)
            style.font.bold, style.font.italic = True, False
            style.font.color.rgb = self.color
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)
        self._style("List Bullet", body, 11, 0, 3)
        self._style("List Number", body, 11, 0, 3)
        self._style("Small", display, 8.5, 0, 0)
        self._style("Cell", display, 9, 0, 2)

    def header(self, text: str, *, page_numbers: bool = True, footer: str = "") -> None:
        """Sidhuvud med text och sidfot med sidnummer, utom på första sidan."""
        section = self.docx.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].style = self.docx.styles["Small"]
        section.header.paragraphs[0].text = text
        foot = section.footer.paragraphs[0]
        foot.style = self.docx.styles["Small"]
        for stop in (Mm(154),):
            foot.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(footer + "\t")
        if page_numbers:
            for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
                run = foot.add_run()
                xml = (
                    f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
                    if kind
                    else f'<w:instrText {nsdecls("w")} xml:space="preserve">{code}</w:instrText>'
                )
                run._r.append(parse_xml(xml))

    def text(self, text: str, style: str = "Normal", *, italic: bool = False, bold: bool = False) -> Paragraph:
        """Ett stycke; notmärken blir fotnoter."""
        paragraph = self.docx.add_paragraph(style=style)
        self.runs(paragraph, text, italic=italic, bold=bold)
        return paragraph

    def runs(self, paragraph: Paragraph, text: str, *, italic: bool = False, bold: bool = False) -> None:
        for part, note in split_notes(text):
            run = paragraph.add_run(part)
            run.italic, run.bold = italic or None, bold or None
            if note:
                self.notes.append(self.content.footnotes[note])
                mark = paragraph.add_run()
                mark.font.superscript = True
                mark._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(self.notes) + 1}"/>'))

    def markup(self, markup: str) -> None:
        """Löptext med rubriker och punkter."""
        names = {"h1": "Heading 1", "h2": "Heading 2", "p": "Normal", "li": "List Bullet"}
        for kind, text in blocks(markup):
            self.text(text, names[kind])

    def contents_table(self, headings: list[tuple[int, str]]) -> None:
        """Innehållsförteckning med de sidor som en första sättning gav."""
        self.text("Innehåll", "Heading 1")
        for level, heading in headings:
            line = self.docx.add_paragraph(style="Normal")
            line.paragraph_format.left_indent = Mm(6 * (level - 1))
            line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(154), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            line.add_run(f"{heading}\t{self.toc.get(heading, 0)}").bold = level == 1 or None

    def page_break(self) -> None:
        self.docx.add_page_break()

    def save(self, path: Path) -> None:
        if self.notes:
            self._add_notes()
        self.docx.save(str(path))

    def _add_notes(self) -> None:
        rows = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:pPr><w:spacing w:after="20"/></w:pPr><w:r><w:rPr>'
            f'<w:vertAlign w:val="superscript"/><w:sz w:val="16"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
            f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for i, text in enumerate(self.notes, 2)
        )
        rule = "".join(
            f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for i, (kind, mark) in enumerate(
                (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
            )
        )
        xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{rule}{rows}</w:footnotes>'
        package = self.docx.part.package
        assert package is not None
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), package)
        self.docx.part.relate_to(part, RT.FOOTNOTES)


def headings_of(content: Content, chapter: str) -> list[tuple[int, str]]:
    """Rubrikerna till innehållsförteckningen: (nivå, text); områdena ligger under ``chapter``."""
    level = {"h1": 1, "h2": 2}
    first = [(level[kind], text) for kind, text in blocks(content.before) if kind in level]
    last = [(level[kind], text) for kind, text in blocks(content.after) if kind in level]
    return [*first, (1, chapter), *((2, area.heading) for area in content.areas), *last]


def render(content: Content, target: Path, write: Callable[[Content, dict[str, int]], Letter], chapter: str) -> None:
    """Sätter dokumentet två gånger: den andra gången med rätt sidor i innehållsförteckningen."""
    headings = [heading for _, heading in headings_of(content, chapter)]
    toc: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{content.stem}.docx"
        for _ in range(2):
            write(content, toc).save(source)
            convert(source, target)
            toc = page_of(target, headings)
    settle(target, content.title)
