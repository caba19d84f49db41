"""What a document may cost to read, and the one way in which a reader gives up.

The largest official document known has some 60 pages and less than 3 MB; each limit is several
times what an honest file needs.
"""

import io
import zipfile
import zlib

from curriculum.icap.errors import UnreadableDocumentError

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 200
MAX_PAGE_CHARACTERS = 30_000
MAX_PAGE_BYTES = 4 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 32 * 1024 * 1024
MAX_ARCHIVE_BYTES = 256 * 1024 * 1024
MAX_RATIO = 400
MAX_ROWS = 5_000
MAX_COLUMNS = 64
MAX_LINES = 20_000
MAX_TEXT = 500_000

_CHUNK = 64 * 1024


def require_acceptable_size(data: bytes) -> None:
    """Refuse an empty file and one that is larger than any official document."""
    if not data:
        raise UnreadableDocumentError("這個檔案是空的。", "The file is empty.")
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // (1024 * 1024)
        raise UnreadableDocumentError(
            f"檔案超過 {megabytes} MB，不像職能基準的文件。",
            f"The file is larger than {megabytes} MB, which no official document is.",
        )


def too_large() -> UnreadableDocumentError:
    """Say that the content would grow beyond every limit when unpacked."""
    return UnreadableDocumentError(
        "檔案解開之後大得不合理，已停止讀取。",
        "Unpacked, the file is unreasonably large; reading was stopped.",
    )


def damaged(kind: str) -> UnreadableDocumentError:
    """Say that a file of this kind is broken."""
    return UnreadableDocumentError(
        f"這個 {kind} 檔損壞或不完整，讀不出內容。",
        f"This {kind} file is damaged or incomplete and cannot be read.",
    )


def encrypted(kind: str) -> UnreadableDocumentError:
    """Say that a file of this kind is protected by a password."""
    return UnreadableDocumentError(
        f"這個 {kind} 檔有密碼保護，解除之後才讀得出來。",
        f"This {kind} file is protected by a password; remove it first.",
    )


def open_archive(data: bytes, kind: str) -> zipfile.ZipFile:
    """Open a ZIP container in memory after checking how much it claims to hold."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(kind) from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_ARCHIVE_BYTES:
        raise too_large()
    return archive


def read_member(archive: zipfile.ZipFile, name: str, kind: str) -> bytes:
    """Unpack one member, measuring as it grows: what its header claims is not believed."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise damaged(kind) from error
    if info.flag_bits & 0x1:
        raise encrypted(kind)
    limit = min(MAX_MEMBER_BYTES, max(1024 * 1024, info.compress_size * MAX_RATIO))
    content = bytearray()
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                content += chunk
                if len(content) > limit:
                    raise too_large()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, zlib.error) as error:
        raise damaged(kind) from error
    return bytes(content)
