"""The folder in which a browser saves what a page is made of, beside the page.

`page.html` has its frames, styles, scripts and pictures in `page_files`, or in whatever
the browser's or Word's language calls that. They are parts of the page and no pages.
"""

from pathlib import PurePosixPath

from ..base import Knowledge, SourceFile, Unreadable

PAGES = (".html", ".htm", ".xhtml")

_OF_PAGES = (
    "they lie in the folder that a browser made beside a page that it saved, and are its parts"
)
_ENDINGS = (
    *("_files", ".files", "_ملفات", "_fichiers", "-Dateien", "_Dateien", "_archivos", "_arquivos"),
    *("_ficheiros", "_file", "_bestanden", "_dosyalar", "_pliki", "_soubory", "_súbory", "_файлы"),
    *("_файли", "-filer", "_filer", "_tiedostot", "_elemei", "_fitxers", "_datoteke", "_fajlovi"),
    *("_fails", "_failid", "_bylos", "_fitxategiak", "_αρχεία", "_קבצים", "_پرونده‌ها", "_फ़ाइलें"),
    *("_文件", "_檔案", "_ファイル", "_파일", ".fld"),
)


def folders_of(file: str) -> list[str]:
    """What the folder of a saved page may be called; none where the file is no page."""
    page = PurePosixPath(file)
    is_page = page.suffix.lower() in PAGES
    return [f"{page.stem}{ending}" for ending in _ENDINGS] if is_page else []


def keep_folder(document: SourceFile, knowledge: Knowledge) -> None:
    """Have the folder of a saved page left out of what is read by itself, and told of."""
    page = PurePosixPath(document.file)
    for folder in folders_of(document.file):
        try:
            files = document.beside.keep(folder)
        except Unreadable:  # a link that leads elsewhere is no page's own
            continue
        knowledge.left_out.add(_OF_PAGES, str(page.parent / folder), files)
