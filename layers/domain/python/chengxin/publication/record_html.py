"""A public record as a row of HTML, the same on a day's pages, the front page, a subject's page and in embeds."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from chengxin.publication.record_rows import Row

IN_SITE = "records/index.html?id="
"""What leads from the site's top to a record's page, its id to follow."""


def details_html(details: Iterable[tuple[str, str]]) -> str:
    """The content in words, folded up, from escaped titles and texts; nothing where there are none."""
    told = "".join([f"<dt>{title}</dt><dd>{text}</dd>" for title, text in details])
    return f"<details><summary>全部内容</summary><dl>{told}</dl></details>" if told else ""


def row_html(
    number: int,
    record_id: str,
    *,
    place: str,
    name: str,
    code: str,
    summary: Iterable[str],
    details: str,
    document_number: str,
    dataset: str,
    authority: str,
    decided: str,
    published: str,
    until: str,
    target: str = "",
) -> str:
    """A `<tr>` from texts of HTML, escaped (the record's id alone is as it is); `place` and the id lead to the record,
    `target` are attributes of that link."""
    shown = f' data-until="{until}"' if until else ""
    told = f'<span class="code">{code}</span>' if code else ""
    about = "".join([f"<span>{line}</span>" for line in summary if line])
    link = f'<a href="{place}{quote(record_id)}"{target}>{name or "（不公开）"}</a>'
    return (
        f'<tr{shown}>\n<td class="number">{number}</td>\n<th scope="row">{link}{told}</th>\n'
        f'<td class="about"><b>{dataset}</b>{about}{details}</td>\n<td>{document_number or "—"}</td>\n'
        f'<td>{authority}</td>\n<td class="date">{decided or "—"}</td>\n'
        f'<td class="date">{published or "—"}</td>\n</tr>\n'
    )


def record_row(row: Row, number: int, place: str, target: str = "") -> str:
    """The `<tr>` of a row of texts; a template has to call it `safe`."""
    return row_html(
        number,
        row.record_id,
        place=escape(place),
        name=escape(row.subject_name),
        code=escape(row.subject_code),
        summary=map(escape, row.summary),
        details=details_html((escape(one.title), escape(one.text)) for one in row.details),
        document_number=escape(row.document_number),
        dataset=escape(row.dataset_title),
        authority=escape(row.authority or row.department_name),
        decided=escape(row.decision_date),
        published=escape(row.published_at),
        until=escape(row.visible_until),
        target=target,
    )
