"""Flowing text, from HTML of any quality to clean pages with contents and passages: books and papers alike.

A page is an HTML fragment with these elements: paragraphs, headings, lists, tables, quotations, figures, `pre`, `hr`,
`aside` (notes), `details`, inline emphasis, links, pictures, ruby, sound and film. It has no style and no class of the
publisher, but these of our own:

| class | on | means |
|---|---|---|
| `g` | p, headings, td | centred; a paragraph that is only a picture |
| `ph` | p, headings, td | at the right: a signature, a date |
| `th` | p | moved in: verse or a quotation |
| `cau` | span, in `th` | a line of verse: a block, of which what does not fit hangs in |
| `lui` | span, beside `cau` | a line that is moved in further than others |
| `x` | p, beside `th` | follows the piece of the poem above without a gap |
| `ng` | hr | a break between scenes, shown as blank space |
| `bangcuon` | div | around a table; scrolls sideways within itself, by keyboard too, and says what it shows |
| `cht` | a, aside | a sign of a note (big enough to touch), the way back to it, and the note |
| `ngoai` | span | a link that led out of the book |
| `matanh` | span | what a picture shows that cannot be shown; or that sound, film, a picture are left out here |
| `toan` | span | a formula on one line |

Links lead to `#<place>` on the same page, to `<number>#<place>` or `<number>` on another; pictures are `hinh/<name>`.
"""

from content.formats.flow.flowing import Source, flowed
from content.formats.flow.members import MadeMembers, Members

__all__ = ["MadeMembers", "Members", "Source", "flowed"]
