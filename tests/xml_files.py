"""Small XLIFF, TMX and DOCX files for tests, put together from their text."""

from __future__ import annotations

import io
import zipfile

XLIFF_2 = 'xmlns="urn:oasis:names:tc:xliff:document:2.0"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def xliff_1(body: str, *, source: str = "zh-CN", target: str = "en-US", original: str = "news.docx") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original="{original}" source-language="{source}" target-language="{target}" datatype="plaintext"><body>\n'
        f"{body}\n</body></file>\n</xliff>\n"
    )


def xliff_2(body: str, *, source: str = "zh", target: str = "en", version: str = "2.0") -> str:
    return (
        f'<?xml version="1.0"?>\n<xliff {XLIFF_2} version="{version}" srcLang="{source}" trgLang="{target}">\n'
        f'<file id="f1">\n{body}\n</file>\n</xliff>\n'
    )


def tmx(body: str, *, doctype: str = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">') -> str:
    return f'<?xml version="1.0"?>\n{doctype}\n<tmx version="1.4"><header srclang="zh"/><body>\n{body}\n</body></tmx>\n'


def document_xml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {WORD}><w:body>{body}</w:body></w:document>'


def docx(body: str, *, name: str = "word/document.xml", relations: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        if relations:
            archive.writestr("_rels/.rels", relations)
        archive.writestr(name, document_xml(body))
    return out.getvalue()


def paragraph(*runs: str) -> str:
    inner = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{inner}</w:p>"
